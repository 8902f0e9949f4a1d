from measurements.admin.importing import ImportAdmin, MeasurementAdmin

__all__ = ["ImportAdmin", "MeasurementAdmin"]
