"""Two that are one, and one that became two: what was done, so that it can be undone."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models.places import Cluster, Institution


class MergeOfTwo(models.Model):
    """That something was put together with another (Danish: sammenlægning).

    gone: what the other was called. steps: each row that was moved, dropped and made, in order, as
    `institutions.merging` tells it in JSON; undoing goes through them backwards.
    """

    gone = models.CharField(_("put together with"), max_length=150)
    merged_at = models.DateTimeField(_("put together"), default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("put together by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    steps = models.JSONField(_("what was written"), default=list, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True
        ordering = ["-merged_at", "-pk"]


class InstitutionMerge(MergeOfTwo):
    """Two institutions that are one."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="merges", verbose_name=_("institution")
    )

    class Meta(MergeOfTwo.Meta):
        verbose_name = _("merge of institutions")
        verbose_name_plural = _("merges of institutions")

    def __str__(self) -> str:
        return f"{self.gone} → {self.institution}"

    def of_the_same(self) -> "models.QuerySet[InstitutionMerge]":
        """All that has been put together with it."""
        return InstitutionMerge.objects.filter(institution=self.institution_id)


class PersonMerge(MergeOfTwo):
    """Two people that are one: what the one did is the other's, and the one's account is closed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="merges", verbose_name=_("person")
    )

    class Meta(MergeOfTwo.Meta):
        verbose_name = _("merge of people")
        verbose_name_plural = _("merges of people")

    def __str__(self) -> str:
        return f"{self.gone} → {self.person}"

    def of_the_same(self) -> "models.QuerySet[PersonMerge]":
        """All accounts that have been put together with it."""
        return PersonMerge.objects.filter(person=self.person_id)


class ClusterClosing(MergeOfTwo):
    """A cluster that ends on a day (Danish: lukning). gone: where its institutions go."""

    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="closings", verbose_name=_("cluster")
    )

    class Meta(MergeOfTwo.Meta):
        verbose_name = _("closing of a cluster")
        verbose_name_plural = _("closings of clusters")

    def __str__(self) -> str:
        return f"{self.cluster} → {self.gone}"

    def of_the_same(self) -> "models.QuerySet[ClusterClosing]":
        """All closings of the cluster."""
        return ClusterClosing.objects.filter(cluster=self.cluster_id)


class ClusterSplit(MergeOfTwo):
    """A cluster that became two (Danish: deling). gone: what the new one was called."""

    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="splits", verbose_name=_("cluster")
    )

    class Meta(MergeOfTwo.Meta):
        verbose_name = _("split of a cluster")
        verbose_name_plural = _("splits of clusters")

    def __str__(self) -> str:
        return f"{self.cluster} → {self.gone}"

    def of_the_same(self) -> "models.QuerySet[ClusterSplit]":
        """All splits of the cluster."""
        return ClusterSplit.objects.filter(cluster=self.cluster_id)
