"""The configuration by which `spacy train` learns spans: small, for a CPU, and in need of nothing from elsewhere."""

import json
from collections.abc import Mapping

_CONFIG = """\
# python -m spacy train config.cfg --output model
# Spans of up to {longest} tokens are proposed, since the longest one of this dataset has so many.
# A smaller max_size is faster, and never finds the longer ones.

[paths]
train = {train}
dev = {dev}
vectors = null
init_tok2vec = null

[system]
seed = 0
gpu_allocator = null

[nlp]
lang = {language}
pipeline = ["tok2vec", "spancat"]
batch_size = 64
disabled = []
before_creation = null
after_creation = null
after_pipeline_creation = null

[nlp.tokenizer]
{tokenizer}

[nlp.vectors]
@vectors = "spacy.Vectors.v1"

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

[components.spancat.scorer]
@scorers = "spacy.spancat_scorer.v1"

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
gold_preproc = false
max_length = 0
limit = 0
augmenter = null

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${{paths.dev}}
gold_preproc = false
max_length = 0
limit = 0
augmenter = null

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
accumulate_gradient = 1
frozen_components = []
annotating_components = []
before_to_disk = null
before_update = null

[training.logger]
@loggers = "spacy.ConsoleLogger.v1"
progress_bar = false

[training.optimizer]
@optimizers = "Adam.v1"
beta1 = 0.9
beta2 = 0.999
L2_is_weight_decay = true
L2 = 0.01
grad_clip = 1.0
use_averages = false
eps = 0.00000001
learn_rate = 0.001

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
size = 1000
tolerance = 0.2
discard_oversize = false
get_length = null

[training.score_weights]
spans_{key}_f = 1.0
spans_{key}_p = 0.0
spans_{key}_r = 0.0

[initialize]
vectors = ${{paths.vectors}}
init_tok2vec = ${{paths.init_tok2vec}}
vocab_data = null
lookups = null
before_init = null
after_init = null

[initialize.components]

[initialize.tokenizer]
"""


def config(
    language: str, tokenizer: Mapping[str, object], train: str, dev: str, key: str, longest: int
) -> str:
    """The text of `config.cfg`, complete, as `spacy debug data` wants it.

    `tokenizer`: what spaCy's configuration says of it. `train`, `dev`: folders beside the file. `key`: of the group of
    spans. `longest`: tokens of the longest span.
    """
    return _CONFIG.format(
        language=json.dumps(language),
        tokenizer="\n".join([f"{name} = {json.dumps(value)}" for name, value in tokenizer.items()]),
        train=json.dumps(f"./{train}"),
        dev=json.dumps(f"./{dev}"),
        key=key,
        longest=longest,
    )
