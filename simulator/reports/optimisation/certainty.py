"""How sure an optimised layout is, in words that claim no more than was proved."""

from simulator.language import Text, text
from simulator.search import CostProof

LOOSE = 0.5  # share above the bound beyond which a bound says nothing


def certainty(proof: CostProof | None) -> Text:
    """Return the status and gap in a few words, for a table."""
    if proof is None:
        return text("没有要求证明")
    if not proof.is_known:
        return text("没有证明出界限")
    if proof.is_optimal:
        return text("已证明最优")
    if proof.share_above is None:
        return text("至多比最好的多 {hours:,.1f} 小时/月", hours=proof.hours_above)
    if proof.share_above > LOOSE:
        return text("界限太松，说明不了好坏（至多高 {share:.1%}）", share=proof.share_above)
    return text("至多比最好的高 {share:.1%}", share=proof.share_above)


def certainty_sentence(name: Text, proof: CostProof | None) -> Text:
    """Return the same as a sentence, with the two numbers it comes from."""
    if proof is None:
        return text("{name}是找到的最好的；没有要求证明，可能还有更好的。", name=name)
    if not proof.is_known:
        return text("{name}是找到的最好的；停止前没有证明出界限，可能还有更好的。", name=name)
    if proof.is_optimal:
        return text("{name}已证明最优：在同样的限制下，没有更好的归属办法。", name=name)
    if proof.share_above is not None and proof.share_above > LOOSE:
        return text(
            "{name}是找到的最好的；界限太松，说明不了好坏：它的目标值是 {cost:,.1f} 小时/月，"
            "只证明了任何归属办法都不会低于 {bound:,.1f} 小时/月。",
            name=name,
            cost=proof.cost,
            bound=proof.bound,
        )
    return text(
        "{name}{certainty}：它的目标值是 {cost:,.1f} 小时/月，已证明任何归属办法都不会低于 "
        "{bound:,.1f} 小时/月。",
        name=name,
        certainty=certainty(proof),
        cost=proof.cost,
        bound=proof.bound,
    )
