"""我的数据: what the system holds about the one who looks, in one click (R62, R67)."""

from __future__ import annotations

from django.http import FileResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.own_data import own_data_name, own_data_zip
from fenming.queries.own_data import own_data


@require_safe
def own_data_file(request: PageRequest) -> FileResponse:
    """JSON and paper in one ZIP."""
    view = own_data(viewer=request.viewer, on=timezone.localdate(request.now))
    return made_file(own_data_zip(view), name=own_data_name(view), ending="zip")
