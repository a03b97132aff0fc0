"""The form for one file beside a matter."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.queries.evidence_file import ENDINGS, LARGEST, MOST_FILES, TAKEN, too_large

HINT = (
    f"{TAKEN}，每份 {LARGEST // 1024 // 1024} MB 以内，至多 {MOST_FILES} 份。"
    "处分决定、病历等材料不要放在这里，请当面交给支部书记。照片里的拍摄地点、时间和手机型号会自动去掉，只留画面。"
)


class EvidenceForm(forms.Form):
    """A file; what it may be is the verb's question. `too_large`: it was let go while it came in."""

    file = forms.FileField(
        label="选择文件",
        required=False,
        allow_empty_file=True,
        help_text=HINT,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            self.add_error("file", too_large().sentence)
        elif not self.errors and not self.cleaned_data.get("file"):
            self.add_error("file", "还没有选文件。请选一个，再点“提交材料”。")
        return self.cleaned_data
