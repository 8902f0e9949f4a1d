"""What the rows of a list say: people by their addresses, and the roles they are to have."""

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Sheet
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import row_in_file
from imports.arranging.causes import INSTITUTION, LEAVE_OUT, ONE_COLUMN, OWN_TEXT, SINGLY
from imports.arranging.questions import Choice
from imports.columns import RowCells, SheetErrors
from imports.cpr import cpr_errors
from institutions.models import Board
from institutions.people.importing.addresses import address_in, suggested
from institutions.people.importing.filed import FiledPeople, FiledPerson, FiledSeat
from institutions.people.importing.places import (
    EVERYWHERE,
    PLACES_OF_ROLES,
    FiledPlace,
    KnownPlaces,
    chosen_board,
    period_in,
)
from institutions.people.importing.words import (
    ADMINISTRATORS,
    ANSWERS,
    MAYBE,
    SURE,
    FiledRole,
    PersonMeaning,
    answer_for,
    in_order,
    surely,
)
from institutions.roles import BOARD, MUNICIPAL_ROLES, BoardKind, Role

LONGEST_NAME = 150


def read_people(
    sheet: Sheet, columns: dict[PersonMeaning, int], places: KnownPlaces
) -> FiledPeople:
    """Every person the file tells of, and every fault on the way."""
    found = FiledPeople(sheet, columns, SheetErrors(sheet))
    numbers = {columns[PersonMeaning.NUMBER]} if PersonMeaning.NUMBER in columns else set()
    found.errors += cpr_errors(sheet, numbers=numbers)
    refused = found.errors.rows  # nothing repeats such a number
    for row in sheet.rows:
        if row.number not in refused:
            _PersonRow(found, row, places).read()
    return found


class _PersonRow:
    """One row, read by meaning."""

    def __init__(self, found: FiledPeople, row: Row, places: KnownPlaces) -> None:
        self.found, self.row, self.places = found, row, places
        self.cells = RowCells(row, found.errors)

    def read(self) -> None:
        name, email, filed = self._name(), self._email(), self._role()
        told = period_in(self._text(PersonMeaning.PLACE))
        begins = self.cells.date(self.found.columns.get(PersonMeaning.FROM)) or told[0]
        ends = self.cells.date(self.found.columns.get(PersonMeaning.TO)) or told[1]
        if begins and ends and ends < begins:
            self._error(PersonMeaning.TO, _("The last day comes before the first day."))
        if filed is None:
            self._tell_of_an_unknown_place()
            return
        place, is_known = self._place(filed)
        if not is_known:
            return
        board, is_known = self._board(filed, place)
        if not (is_known and name and email):
            return
        kind = board.kind if board else filed.board
        seat = FiledSeat(
            self.row.number,
            filed.role,
            place,
            board,
            BoardKind(kind) if kind else None,
            begins,
            ends,
            self._own_word(PersonMeaning.ROLE),
        )
        self._give(name, email, seat)

    # --- Who --------------------------------------------------------------------------------------

    def _name(self) -> str:
        parts = (PersonMeaning.FIRST_NAME, PersonMeaning.LAST_NAME)
        name = self._text(PersonMeaning.NAME) or " ".join(filter(None, map(self._text, parts)))
        name = in_order(" ".join(name.split()))
        if not name:
            self._error(self._naming, _("Write the name of the person."))
        elif len(name) > LONGEST_NAME:
            told = _("Write at most %(limit)s characters.") % {"limit": LONGEST_NAME}
            self._error(self._naming, told)
            return ""
        return name

    @property
    def _naming(self) -> PersonMeaning:
        named = PersonMeaning.NAME in self.found.columns
        return PersonMeaning.NAME if named else PersonMeaning.FIRST_NAME

    def _email(self) -> str:
        text = self._text(PersonMeaning.EMAIL)
        if not text:
            self._error(PersonMeaning.EMAIL, _("Write the person’s own e-mail address."))
            return ""
        if address := address_in(text):
            return address
        better = suggested(text)
        mended = Choice(better, better, _("Here a slip of the finger is mended."))
        self._error(
            PersonMeaning.EMAIL,
            _("“%(text)s” is no e-mail address.") % {"text": text[:100]},
            kind=OWN_TEXT,
            offered=(mended,) if better else (),
            proposed=better,
        )
        return ""

    def _give(self, name: str, email: str, seat: FiledSeat) -> None:
        """Add the row to its person: the same address with another name is somebody else’s."""
        person = self.found.people.setdefault(email, FiledPerson(email, name, self.row.number))
        if fold(person.name) != fold(name):
            words = {"first": person.name, "second": name, "row": row_in_file(person.row)}
            self._error(
                PersonMeaning.EMAIL,
                _(
                    "%(first)s has the same address in row %(row)s. Write %(second)s’s own, so that"
                    " nobody signs in as somebody else."
                )
                % words,
                kind=SINGLY,
            )
            return
        twice = next((one for one in person.seats if one.key == seat.key), None)
        if twice is None:
            person.seats.append(seat)
        elif (twice.from_on, twice.to_on) != (seat.from_on, seat.to_on):
            told = _("Row %(row)s gives the same role with other days.")
            told %= {"row": row_in_file(twice.row)}
            self._error(PersonMeaning.ROLE, told)

    # --- What and where ---------------------------------------------------------------------------

    def _role(self) -> FiledRole | None:
        text = self._text(PersonMeaning.ROLE)
        if not text:
            self._error(PersonMeaning.ROLE, _("Write the person’s role."))
            return None
        if fold(text) in ADMINISTRATORS:
            told = _("A file makes nobody an administrator. It is done by hand.")
            self._error(PersonMeaning.ROLE, told, offered=_roles(), kind=ONE_COLUMN)
            return None
        if filed := surely(text):
            return filed
        maybe = MAYBE.get(fold(text)) or SURE.get(fold(text.partition("(")[0]))
        self._error(
            PersonMeaning.ROLE,
            _("“%(text)s” is no role that we know.") % {"text": text[:100]},
            kind=ONE_COLUMN,
            offered=_roles(),
            proposed=answer_for(maybe) if maybe else "",
        )
        return None

    def _place(self, filed: FiledRole) -> tuple[FiledPlace, bool]:
        """The place, and whether it is known: without one a role is the municipality’s."""
        number, text = self._text(PersonMeaning.NUMBER), self._place_text(filed)
        if number and (pk := self.places.by_number.get(number.upper())):
            return self._numbered(self.places.institutions[pk], filed, text)
        if number:
            return self._unknown(PersonMeaning.NUMBER, number)
        if not text and (told := self._text(PersonMeaning.BOARD)):
            named = self.places.board_named(told)
            if len(named) == 1:
                return named[0].institution or named[0].cluster, True
        if not text or fold(text) in EVERYWHERE:
            return self._everywhere(filed, text)
        found = self.places.find(text, filed.role)
        if len(found) == 1:
            return self._fitting(found[0], filed, PersonMeaning.PLACE)
        if found:
            told = _("Several places are called “%(name)s”. Write the number.") % {"name": text}
            self._error(PersonMeaning.PLACE, told)
            return None, False
        return self._unknown(PersonMeaning.PLACE, text)

    def _place_text(self, filed: FiledRole) -> str:
        """Where it says that the role is held: the cluster beside a house is its leader's."""
        place, cluster = self._text(PersonMeaning.PLACE), self._text(PersonMeaning.CLUSTER)
        is_numbered = bool(self._text(PersonMeaning.NUMBER))
        if filed.role == Role.CLUSTER_LEADER and not is_numbered:
            return cluster or place
        return place if place or is_numbered else cluster

    def _tell_of_an_unknown_place(self) -> None:
        """What the role is has to be said first; that nobody knows the place is told with it."""
        number, text = self._text(PersonMeaning.NUMBER), self._text(PersonMeaning.PLACE)
        is_known = number.upper() in self.places.by_number or fold(text) in EVERYWHERE
        if text and not is_known and not self.places.find(text, Role.CONSULTANT):
            self._unknown(PersonMeaning.PLACE, text)

    def _numbered(self, place: FiledPlace, filed: FiledRole, text: str) -> tuple[FiledPlace, bool]:
        """A number, with the name beside it: a name that is another’s contradicts it."""
        others = self.places.find(text, filed.role) if text else []
        if others and place not in others and all(isinstance(one, type(place)) for one in others):
            told = _("The number is that of %(place)s, but the row says “%(name)s”.")
            self._error(PersonMeaning.NUMBER, told % {"place": place, "name": text})
            return None, False
        return self._fitting(place, filed, PersonMeaning.NUMBER)

    def _fitting(
        self, place: FiledPlace, filed: FiledRole, meaning: PersonMeaning
    ) -> tuple[FiledPlace, bool]:
        if isinstance(place, PLACES_OF_ROLES[filed.role]):
            return place, True
        told = _("%(place)s is no place where somebody is %(role)s.")
        self._error(meaning, told % {"place": place, "role": filed.role.label})
        return None, False

    def _everywhere(self, filed: FiledRole, text: str) -> tuple[FiledPlace, bool]:
        if filed.role in MUNICIPAL_ROLES and (text or filed.role not in BOARD):
            return None, True
        self._error(PersonMeaning.PLACE, _("Write where the person has the role."))
        return None, False

    def _unknown(self, meaning: PersonMeaning, text: str) -> tuple[None, bool]:
        offered, likeliest = self.places.offered(text)
        self._error(
            meaning,
            _("There is no place called “%(name)s”.") % {"name": text[:100]},
            kind=INSTITUTION,
            offered=offered,
            proposed=likeliest if meaning == PersonMeaning.PLACE else "",
        )
        return None, False

    def _board(self, filed: FiledRole, place: FiledPlace) -> tuple[Board | None, bool]:
        if filed.role not in BOARD:
            return None, True
        there = self.places.boards_at(place)
        told = self._text(PersonMeaning.BOARD)
        board, several = chosen_board(there, told=told, kind=filed.board)
        if not several:
            return board, True
        meaning = (
            PersonMeaning.BOARD if PersonMeaning.BOARD in self.found.columns else PersonMeaning.ROLE
        )
        self._error(
            meaning,
            _("%(place)s has several boards. Write which one in the column “Bestyrelse”.")
            % {"place": place or _("The municipality")},
            kind=ONE_COLUMN,
            offered=tuple(Choice(one.name, one.name) for one in several)
            if meaning == PersonMeaning.BOARD
            else (),
        )
        return None, False

    # --- Its cells --------------------------------------------------------------------------------

    def _own_word(self, meaning: PersonMeaning) -> str:
        """What stands in the file, also where something else is read instead."""
        index = self.found.columns[meaning]
        return shown(self.found.sheet.originals.get((self.row.number, index), self._text(meaning)))

    def _text(self, meaning: PersonMeaning) -> str:
        return self.cells.text(self.found.columns.get(meaning))

    def _error(
        self,
        meaning: PersonMeaning,
        message: str,
        *,
        kind: str = "value",
        offered: tuple[Choice, ...] = (),
        proposed: str = "",
    ) -> None:
        self.found.error(
            self.row.number,
            meaning,
            message,
            found=self._text(meaning),
            kind=kind,
            unit=self._text(PersonMeaning.NAME),
            offered=offered,
            proposed=proposed,
        )


def _roles() -> tuple[Choice, ...]:
    """What a word may mean; that it is nothing here may be said, too."""
    leave = Choice(LEAVE_OUT, _("Nothing here: leave the rows out"))
    return (*(Choice(word, word) for word in ANSWERS), leave)
