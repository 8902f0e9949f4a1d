"""No word is typed straight into a template: every one goes through the catalogue."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"
EVERY = sorted(TEMPLATES.rglob("*.html"))
#: The name of the product is the same in every language.
NAMES = {"Ledestjernen"}

#: What holds no words of the page itself, in the order in which it is taken out.
NOT_SAID = [
    r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|<!--.*?-->",
    r"\{% blocktranslate\b.*?\{% endblocktranslate %\}",
    r"\{% block (\w+_class)\b.*?\{% endblock[^%]*%\}",
    r"<(script|style|svg|code|pre)\b.*?</\1>",
    r"\{[{%].*?[%}]\}",
    r"<[^<>]*>",
    r"&#?\w+;",
]


def words_typed_in(template: str) -> list[str]:
    for pattern in NOT_SAID:
        template = re.sub(pattern, " ", template, flags=re.DOTALL)
    return [word for word in re.findall(r"[^\W\d_]{2,}", template) if word not in NAMES]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_word_of_a_template_is_translated(path):
    assert words_typed_in(path.read_text(encoding="utf-8")) == []


def test_a_word_between_tags_is_found():
    typed = '{% block title %}{% translate "Goal" %}{% endblock %}<p class="lead">Wait a bit</p>'

    assert len(EVERY) > 200
    assert words_typed_in(typed) == ["Wait", "bit"]
