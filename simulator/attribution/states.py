"""The layouts that some measures of a reform lead to, each scored once."""

from collections.abc import Callable

from simulator.attribution.orders import members
from simulator.errors import ChangeError, QuestionError
from simulator.language import text
from simulator.metrics.findings import Findings
from simulator.model.apply import apply_changes
from simulator.model.layout import Layout
from simulator.model.reform import Reform
from simulator.model.scenario import Scenario

Score = Callable[[Layout], Findings]


class LayoutStates:
    """What some of a reform's measures lead to, by their set.

    Measures are taken in the reform's own order. Sets that lead to the same layout share its
    findings.
    """

    def __init__(self, scenario: Scenario, reform: Reform, score: Score) -> None:
        self._scenario, self._reform, self._score = scenario, reform, score
        self._by_set: dict[int, Findings] = {}
        self._distinct: list[Findings] = []

    @property
    def name(self) -> str:
        """Name of the reform."""
        return self._reform.name

    @property
    def distinct(self) -> tuple[Findings, ...]:
        """The findings of all layouts that have been scored."""
        return tuple(self._distinct)

    def findings(self, done: int) -> Findings:
        """Return the findings of the layout that a set of measures leads to.

        Raises
        ------
        QuestionError
            A measure cannot be taken without another one that it does not name as needed.
        """
        if done not in self._by_set:
            layout = self._layout(done)
            found = next((f for f in self._distinct if f.layout == layout), None)
            if found is None:
                found = self._score(layout)
                self._distinct.append(found)
            self._by_set[done] = found
        return self._by_set[done]

    def _layout(self, done: int) -> Layout:
        reform = self._reform
        layout = self._scenario.layout(reform.start)
        for i in members(done):
            try:
                layout = apply_changes(self._scenario, layout, reform.measures[i].changes)
            except ChangeError as error:
                raise self._missing_need(done, i, error) from error
        return layout.named(reform.id, reform.name, reform.short) if done else layout

    def _missing_need(self, done: int, i: int, error: ChangeError) -> QuestionError:
        """Name the measure that cannot be taken, and those of which one would let it."""
        measures = self._reform.measures
        absent = [j for j in range(i) if not done >> j & 1]
        helping = [j for j in absent if self._can_be_made(done & ((2 << i) - 1) | 1 << j)]
        return QuestionError(
            text(
                "{reform}：措施“{measure}”离开前面的措施做不成：{why}。"
                "请在它的 needs 里写明要先做哪一条，可能是：{earlier}。",
                reform=self._reform.id,
                measure=measures[i].title,
                why=error.message,
                earlier=tuple(measures[j].title for j in helping or absent),
            )
        )

    def _can_be_made(self, done: int) -> bool:
        chosen = tuple(self._reform.measures[j] for j in members(done))
        try:
            self._scenario.reformed(self._reform, chosen)
        except ChangeError:
            return False
        return True
