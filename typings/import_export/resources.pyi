from typing import Any

class Resource:
    def import_data(
        self, dataset: Any, dry_run: bool = ..., raise_errors: bool = ..., **kwargs: Any
    ) -> Any: ...

class ModelResource(Resource): ...
