"""A municipality's own languages and words stand on the pages; what they lack is Danish."""

import polib
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from django.utils.translation import trans_real

from config.languages import more_languages


@pytest.fixture
def catalogue(tmp_path, settings):
    """Writes a catalogue where a municipality would; forgets it again."""

    def write(code: str, **said: str) -> None:
        folder = tmp_path / "locale" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": code}
        catalogue.extend(polib.POEntry(msgid=key, msgstr=words) for key, words in said.items())
        catalogue.save_as_mofile(str(folder / "django.mo"))
        trans_real._translations.pop(code, None)
        settings.LOCALE_PATHS = [tmp_path / "locale", *settings.LOCALE_PATHS]

    before = dict(trans_real._translations)
    yield write
    trans_real._translations.clear()
    trans_real._translations.update(before)


def test_a_language_is_offered_and_spoken_and_what_it_lacks_is_danish(client, settings, catalogue):
    settings.LANGUAGES = [*settings.LANGUAGES, *more_languages(["pl"])]
    catalogue("pl", Help="Pomoc")
    offered = client.get("/hjaelp/").content.decode()
    assert "Polski" in offered

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "pl"
    page = client.get("/hjaelp/").content.decode()

    assert '<html lang="pl"' in page
    assert "<h1>Pomoc</h1>" in page
    assert "For bestyrelser" in page


def test_the_municipalitys_own_words_go_before_ours(client, catalogue):
    catalogue("da", Help="Vejledning")
    with translation.override("da"):
        assert translation.gettext("Help") == "Vejledning"
    assert "For bestyrelser" in client.get("/hjaelp/").content.decode()


@pytest.mark.parametrize("code", ["xx", "ar", "zh-cn "])
def test_a_language_that_pages_cannot_have_stops_the_start_and_says_why(code):
    with pytest.raises(ImproperlyConfigured, match="MORE_LANGUAGES"):
        more_languages([code])
