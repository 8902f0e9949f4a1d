import pytest

from config.bullets import items


@pytest.mark.parametrize(
    ("pasted", "efforts"),
    [
        ("Børnemøde hver onsdag.", ["Børnemøde hver onsdag."]),
        ("• Børnemøde\n• Opslag", ["Børnemøde", "Opslag"]),
        ("•\tBørnemøde\r\n•\tOpslag\r\n", ["Børnemøde", "Opslag"]),
        ("\uf0b7\tBørnemøde\no\tOpslag", ["Børnemøde", "Opslag"]),
        ("- Børnemøde\n– Opslag\n* Tavle", ["Børnemøde", "Opslag", "Tavle"]),
        ("1. Børnemøde\n2) Opslag\n(3) Tavle", ["Børnemøde", "Opslag", "Tavle"]),
        ("Børnemøde\n\n   \nOpslag", ["Børnemøde", "Opslag"]),
        ("Børnemøde\x0bOpslag", ["Børnemøde", "Opslag"]),
        ("2. klasse besøger os.", ["2. klasse besøger os."]),
        ("1. juni begynder vi.", ["1. juni begynder vi."]),
        ("3-5-årige vælger selv.", ["3-5-årige vælger selv."]),
        ("to voksne\nog børnene", ["to voksne", "og børnene"]),
        ("  \n•\n", []),
    ],
)
def test_a_list_is_read_as_it_is_pasted(pasted, efforts):
    assert items(pasted) == efforts
