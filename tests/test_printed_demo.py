"""The papers of the demo, as boards meet them."""

import io

from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User


def test_the_board_paper_of_the_demo_has_two_pages(demo, client):
    client.force_login(User.objects.get(email="bestyrelse@example.com"))

    answer = client.get(reverse("cluster_paper", args=["fyrtaarnet"]))

    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2
