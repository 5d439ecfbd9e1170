"""Times named in the text of an article: how they are written, and which days they mean."""

from annotator.domain.times.finding import find_times as find_times
from annotator.domain.times.finding import times_of as times_of
from annotator.domain.times.interval import Interval as Interval
from annotator.domain.times.interval import TimeExpression as TimeExpression
