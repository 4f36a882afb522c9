"""The workbook inside a chart: what Edit Data opens. Texts stay texts, whatever they begin with; the same data give the same bytes."""

from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class _TextSafeWriter(CategoryWorkbookWriter):
    """Writes `=SUM(A1)` as the seven characters it is, and the moment of the release as the moment of making."""

    def __init__(self, chart_data: "Cells"):
        super().__init__(chart_data)
        self._made = chart_data.made

    @contextmanager
    def _open_worksheet(self, xlsx_file: BytesIO):
        workbook = Workbook(xlsx_file, AS_TEXT)
        workbook.set_properties({"created": self._made})
        yield workbook, workbook.add_worksheet()
        workbook.close()


class Cells(CategoryChartData):
    """The categories and series of a chart; `made` is the only time that its workbook carries."""

    def __init__(self, made: datetime, number_format: str):
        super().__init__(number_format=number_format)
        self.made = made

    @property
    def _workbook_writer(self) -> _TextSafeWriter:
        return _TextSafeWriter(self)
