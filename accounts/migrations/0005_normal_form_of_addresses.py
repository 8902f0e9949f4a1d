import unicodedata

from django.db import migrations


def normal_form(text):
    text = unicodedata.normalize("NFKC", text).strip().lower()
    name, at, domain = text.rpartition("@")
    try:
        return name + at + domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return text


def bring_into_normal_form(apps, schema_editor):
    """Write each address as it will be looked up; stop where that is no longer one person's."""
    people = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    kept = dict(people.values_list("pk", "email"))
    normal = {pk: normal_form(email) for pk, email in kept.items()}
    owners = {}
    for pk, email in normal.items():
        owners.setdefault(email, []).append(pk)
    wrong = sorted(
        pk for email, pks in owners.items() if len(pks) > 1 or not email.isascii() for pk in pks
    )
    if wrong:
        raise RuntimeError(
            "The e-mail addresses of these people (ids) have letters other than a to z, or are"
            f" those of two people: {', '.join(map(str, wrong))}. Change them in the"
            " administration of the version before, then update again."
        )
    for pk, email in normal.items():
        if email != kept[pk]:
            people.filter(pk=pk).update(email=email)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_api_tokens")]

    operations = [
        migrations.RunPython(bring_into_normal_form, migrations.RunPython.noop, elidable=True),
    ]
