"""How far analysts agree: coefficients, units on a text, and scores of spans.

All is computed in whole numbers and fractions; the functions here give floats, or None where a measure is undefined.
Why it is, the functions of the modules below say, which give a `Fraction` or an `Undefined`.
"""

from annotator.domain.agreement.coefficients import cohen_kappa, krippendorff_alpha, scott_pi
from annotator.domain.agreement.span_scores import span_scores
from annotator.domain.agreement.unitizing import alpha_u

__all__ = ["alpha_u", "cohen_kappa", "krippendorff_alpha", "scott_pi", "span_scores"]
