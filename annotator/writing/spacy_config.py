"""The configuration by which `spacy train` learns spans: small, for a CPU, and in need of nothing from elsewhere."""

import json

_CONFIG = """\
# python -m spacy train config.cfg --output model
# Spans of up to {longest} tokens are proposed, since the longest one of this dataset has so many.
# A smaller max_size is faster, and never finds the longer ones.

[paths]
train = {train}
dev = {dev}

[system]
seed = 0
gpu_allocator = null

[nlp]
lang = {language}
pipeline = ["tok2vec", "spancat"]
batch_size = 64

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
width = 96
depth = 4
embed_size = 2000
window_size = 1
maxout_pieces = 3
subword_features = true

[components.spancat]
factory = "spancat"
spans_key = "{key}"
threshold = 0.5
max_positive = null

[components.spancat.suggester]
@misc = "spacy.ngram_range_suggester.v1"
min_size = 1
max_size = {longest}

[components.spancat.model]
@architectures = "spacy.SpanCategorizer.v1"

[components.spancat.model.reducer]
@layers = "spacy.mean_max_reducer.v1"
hidden_size = 128

[components.spancat.model.scorer]
@layers = "spacy.LinearLogistic.v1"
nO = null
nI = null

[components.spancat.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${{components.tok2vec.model.width}}
upstream = "*"

[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${{paths.train}}

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${{paths.dev}}

[training]
dev_corpus = "corpora.dev"
train_corpus = "corpora.train"
seed = ${{system.seed}}
gpu_allocator = ${{system.gpu_allocator}}
dropout = 0.1
patience = 1600
max_epochs = 0
max_steps = 20000
eval_frequency = 200

[training.optimizer]
@optimizers = "Adam.v1"

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
size = 1000
tolerance = 0.2

[training.score_weights]
spans_{key}_f = 1.0
spans_{key}_p = 0.0
spans_{key}_r = 0.0
"""


def config(language: str, train: str, dev: str, key: str, longest: int) -> str:
    """The text of `config.cfg`.

    `train`, `dev`: folders beside it. `key`: of the group of spans. `longest`: tokens of the longest span.
    """
    language, train, dev = (json.dumps(value) for value in (language, f"./{train}", f"./{dev}"))
    return _CONFIG.format(language=language, train=train, dev=dev, key=key, longest=longest)
