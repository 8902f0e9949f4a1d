from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])

def login_stage_required(stage: str, redirect_urlname: str) -> Callable[[View], View]: ...
