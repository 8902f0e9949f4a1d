"""What stands around every page."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from accounts.models import User
from dashboards.navigation import navigation
from institutions.access import scope_of
from institutions.models import Membership
from institutions.roles import Role
from institutions.signed_in import Who, who_asks
from tests.factories import AreaFactory, ClusterFactory, InstitutionFactory, MembershipFactory
from tests.markup import tight

pytestmark = pytest.mark.django_db


class NameForm(forms.Form):
    name = forms.CharField()


@pytest.fixture
def visit():
    """A visit to an address by a person with a role in the whole municipality."""

    def visit(path: str, *, role: Role = Role.AREA_HEAD, **fields):
        user = User.objects.create_user("anne@example.com", name="Anne Holm", **fields)
        Membership.objects.create(user=user, role=role)
        request = RequestFactory().get(path)
        request.user = user
        return request

    return visit


def test_the_bar_names_the_person_and_the_role(visit):
    with translation.override("en"):
        request = visit("/")
        bar = navigation(request)["bar_user"]

    assert who_asks(request) == Who("Anne Holm", "head of area")
    assert "Anne Holm" in bar
    assert "head of area" in bar


def test_staff_find_the_way_to_the_data_in_the_menu(visit):
    request = visit("/indlaes/tal/", role=Role.ADMINISTRATOR, is_staff=True)

    assert [one.url for one in navigation(request)["menu"] if one.is_current] == ["/indlaes/"]

    request.user.is_staff = False
    assert "/indlaes/" not in [entry.url for entry in navigation(request)["menu"]]


def test_staff_who_read_no_files_in_find_the_administration_in_the_menu(visit):
    request = visit("/admin/accounts/", role=Role.BOARD_MEMBER, is_staff=True)

    assert [one.url for one in navigation(request)["more"] if one.is_current] == ["/admin/"]


def test_the_frame_asks_once_of_who_reads_everything_beside_their_reach(
    visit, django_assert_num_queries
):
    request = visit("/")
    scope_of(request.user)

    with django_assert_num_queries(1):
        navigation(request)


@pytest.mark.parametrize("role", ["leader", "chair", "area_head"])
def test_the_frame_is_made_of_the_roles_that_access_follows_from(role, django_assert_num_queries):
    place = AreaFactory() if role == "area_head" else ClusterFactory()
    held = {"area_head": "area", "leader": "institution"}.get(role, "cluster")
    place = InstitutionFactory(cluster=place) if held == "institution" else place
    request = RequestFactory().get("/")
    request.user = MembershipFactory(**{role: True, held: place}).user

    with django_assert_num_queries(1):
        scope_of(request.user)
        navigation(request)


@pytest.mark.parametrize(("address", "shown"), [("", False), ("https://was.digst.dk/x", True)])
def test_the_demo_links_to_no_statement_that_is_not_there(
    settings, monkeypatch, visit, address, shown
):
    settings.WAS_URL = address
    monkeypatch.setattr("dashboards.navigation.apps.is_installed", lambda app: app == "demo")

    addresses = [entry.url for entry in navigation(visit("/"))["footer"]]

    assert ("/was" in addresses) is shown


def test_who_reads_a_single_cluster_finds_it_in_the_menu():
    cluster = ClusterFactory()
    ClusterFactory()
    request = RequestFactory().get(cluster.get_absolute_url())
    request.user = MembershipFactory(board_member=True, cluster=cluster).user

    menu = navigation(request)["menu"]

    assert [entry.url for entry in menu if entry.is_current] == [cluster.get_absolute_url()]
    assert "/kommunen/" not in [entry.url for entry in menu]


def test_who_reads_several_clusters_finds_the_municipality_in_the_menu():
    clusters = ClusterFactory.create_batch(2)
    request = RequestFactory().get("/kommunen/")
    request.user = MembershipFactory(area_head=True).user

    menu = navigation(request)["menu"]

    assert [entry.url for entry in menu if entry.is_current] == ["/kommunen/"]
    assert clusters[0].get_absolute_url() not in [entry.url for entry in menu]


def test_a_page_is_danish_and_begins_with_a_way_past_the_menu(visit):
    with translation.override("da"):
        html = render_to_string("base.html", request=visit("/"))

    assert '<html lang="da"' in html
    assert html.index('href="#indhold"') < html.index('class="logo"')
    assert 'id="indhold"' in html
    assert "Anne Holm" in html


def test_nothing_in_the_frame_needs_a_script_or_a_style_of_its_own(visit):
    html = render_to_string("base.html", request=visit("/"))

    # the key / is a convenience: a file of ours, read when the page stands
    scripts = [
        f'<script src="/static/js/{name}.js" defer>' for name in ("folds", "search", "unsent")
    ]
    assert re.findall("<script[^>]*>", html) == scripts
    assert "style=" not in html
    assert "onclick" not in html


def test_a_page_whose_form_is_wrong_says_so_in_its_title(visit):
    request = visit("/")

    with translation.override("da"):
        html = render_to_string("base.html", {"form": NameForm({})}, request=request)
        fine = render_to_string("base.html", {"form": NameForm()}, request=request)

    assert "<title>Fejl:" in tight(html)
    assert "Fejl:" not in fine
