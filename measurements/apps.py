from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.data_tables import DataTables
from config.held import PersonalData


class MeasurementsConfig(AppConfig):
    name = "measurements"
    verbose_name = _("data")
    data_tables = DataTables(
        groups={
            "Measurement": "figures",
            "Inspection": "figures",
            "Instrument": "rules",
            "InstrumentVersion": "rules",
            "Topic": "rules",
            "Scale": "rules",
            "ScaleStep": "rules",
            "ScaleBand": "rules",
        },
        quiet={"RowBlock", "Revision", "ImportUnderWay"},
    )

    personal_data = PersonalData(
        held={
            "Import": ["imported_by"],
            "MeasuringRound": ["locked_by"],
            "ImportUnderWay": ["user"],
        },
        json_theirs=[
            "ImportUnderWay.answers",
            "ImportUnderWay.asked",
            "ImportUnderWay.unremembered",
        ],
        json_without={
            "Import.mended": "cells of a file of figures: text, which is looked through",
            "Import.left_out": "rows of a file of figures",
            "Import.answered": "what words of a file of figures mean",
            "Import.headers": "headings of a file",
            "Import.effects": "which figures followed",
            "Revision.before": "a figure as it was before",
            "ScaleStep.synonyms": "words of an instrument",
            "ScaleStep.shipped_words": "words of an instrument",
            "InstrumentVersion.synonyms": "words of an instrument",
            "InstrumentVersion.shipped_words": "words of an instrument",
            "Topic.synonyms": "words of an instrument",
            "Topic.shipped_words": "words of an instrument",
            "MeasuringRound.kinds": "kinds of institutions",
        },
        withheld={
            "ImportUnderWay.preview": _(
                "Files that the person has read in or is reading in are listed with name and day."
                " Their content is figures of institutions, and is not given along."
            ),
        },
    )

    def ready(self) -> None:
        from accounts.leaving import person_anonymised
        from accounts.slots import words_of_detail
        from config import retention
        from imports.background import read_beside
        from imports.kinds import register
        from imports.slots import ways_in
        from measurements import raw_files
        from measurements.described import described
        from measurements.events import publish_rows
        from measurements.forgetting import old_work
        from measurements.importing import MeasurementFile
        from measurements.layouts import DESCRIBED
        from measurements.layouts.collection import layout_in_words
        from measurements.leaving import drop_kept_files, forget_previews
        from measurements.own.from_command import AskedFile
        from measurements.previews import kept_preview
        from measurements.way_in import ways_of

        words_of_detail.fill(self.name, layout_in_words)
        retention.KINDS |= {
            gettext_noop("imported files"): retention.Retained(
                _("the files as they were read in"),
                raw_files.over,
                "IMPORT_KEEP_FILES_DAYS",
                take=raw_files.purge,
            ),
            gettext_noop("work in the background"): retention.Retained(
                _("who had a file read in, and files that were never confirmed"),
                old_work,
                "BACKGROUND_WORK_KEEP_DAYS",
            ),
        }
        DESCRIBED.append(described)
        publish_rows()
        register(AskedFile)
        ways_in.fill(self.name, ways_of)
        read_beside(MeasurementFile.code, kept_preview)
        person_anonymised.connect(forget_previews, dispatch_uid="forget_previews")
        person_anonymised.connect(drop_kept_files, dispatch_uid="drop_kept_files")
