"""Local goals as clusters kept them before, in their own spreadsheets."""

from tests.messy.case import mess
from tests.messy.writing import text, xlsx

GOALS = {"kind": "local_goals"}
#: The goal of the municipality that the local ones are about, and another.
COMMON, SHORT, OTHER = "Alle børn er en del af et fællesskab", "Fællesskab", "Alle børn trives"
HEAD = ("Institutionsnummer", "Institution", "Strategisk mål nr", "Lokalt mål", "Målemetode")
ROWS = (
    ("9101", "Solsikken", 3, "Alle har en ven", "TOPI"),
    ("9201", "Egernet", 3, "Alle leger med", "KIDS"),
    ("9301", "Regnbuen", 4, "Alle spiser med", "Iagttagelse"),
)
ALL = [(row[0], str(row[2]), row[3], row[4]) for row in ROWS]
NAMES = {"accept_names": True}


@mess(ALL, **GOALS)
def goals_as_they_ought_to_be():
    return xlsx([HEAD, *ROWS])


@mess(ALL, **GOALS)
def goals_with_title_rows_and_a_count():
    count = ("", "", "", "I alt 3 lokale mål", "")
    return xlsx([["Lokale mål 2026"], ["Klynge Fyrtårnet"], [], HEAD, *ROWS, [], count])


@mess(ALL, **GOALS)
def goals_on_the_second_sheet():
    return xlsx([["Vejledning"]], title="Læs mig", more=[("Mål", [HEAD, *ROWS])])


@mess(ALL, **GOALS)
def goals_in_other_words():
    head = ("Inst.nr.", "Navn", "Mål nr.", "Lokale mål", "Hvordan")
    return xlsx([head, *ROWS])


@mess(ALL, **GOALS)
def goals_with_merged_institutions():
    def shape(sheet):
        sheet.merge_cells("C2:C3")

    first, second, third = ROWS
    return xlsx([HEAD, first, (*second[:2], "", *second[3:]), third], shape=shape)


@mess(ALL, file="maal.csv", **GOALS)
def goals_with_the_words_of_the_common_goal():
    called = {3: f"3. {COMMON}", 4: OTHER}
    rows = [(*row[:2], called[row[2]], *row[3:]) for row in ROWS]
    rows[1] = (*rows[1][:2], "Mål 3", *rows[1][3:])
    return text([HEAD, *rows], encoding="cp1252")


@mess(ALL, answers={"cell:Strategisk mål nr:": "3"}, **GOALS)
def goals_with_a_common_goal_called_otherwise():
    called = {3: "Fællesskaber for alle", 4: "4"}
    return xlsx([HEAD, *((*row[:2], called[row[2]], *row[3:]) for row in ROWS)])


@mess(ALL, answers={"column:": "Lokalt mål"}, **GOALS)
def goals_with_a_heading_nobody_knows():
    return xlsx([(*HEAD[:3], "Det vil vi", HEAD[4]), *ROWS])


@mess(ALL, answers={"cell:Institution:": "9301"}, options=NAMES, **GOALS)
def goals_with_names_alone():
    called = {"Regnbuen": "Farvehuset"}
    return xlsx([HEAD[1:], *((called.get(row[1], row[1]), *row[2:]) for row in ROWS)])


@mess(refused="strategisk mål med dette nummer", answers={}, **GOALS)
def goals_for_one_with_the_words_of_another():
    return xlsx([HEAD, *ROWS[:2], (*ROWS[2][:2], f"3. {OTHER}", *ROWS[2][3:])])


@mess(ALL[:2], **GOALS)
def goals_as_a_form_to_each_sheet():
    def form(row):
        return [["Lokale mål 2026"], [], *map(list, zip(HEAD[2:], row[2:], strict=True))]

    first, second, _third = ROWS
    return xlsx(form(first), title=first[1], more=[(second[1], form(second))])


@mess(ALL, options=NAMES, **GOALS)
def goals_on_a_sheet_for_each_common_goal():
    head = ("Institutionens navn", "Lokalt mål", "Hvordan og hvornår måles effekten")
    third = [["Mål 3: Fællesskab"], [], head, *((row[1], *row[3:]) for row in ROWS[:2])]
    fourth = [["Mål 4: Trivsel"], [], head, (ROWS[2][1], *ROWS[2][3:]), ("Solsikken", "", "")]
    return xlsx(third, title="Mål 3", more=[("Mål 4", fourth)])
