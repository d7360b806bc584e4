"""The models behind the baselines of shakespeare: n-grams of characters, in nats per character of the test part."""

from course_utils.data.ngrams import five_grams, frequencies, six_grams, trigrams

__all__ = ["five_grams", "frequencies", "six_grams", "trigrams"]
