"""Any endpoint that speaks the chat protocol of OpenAI, as an extractor; the extra `llm` brings what it needs.

Nothing is sent anywhere until a user makes a `ChatExtractor` and runs it: then the whole cleaned text goes to
the address that they gave.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import ExtractorError, MissingExtra, SettingsError
from kg.extract.sentences import Sentence
from kg.extractors.answers import MalformedAnswer, read_answer
from kg.extractors.prompt import batches, default_prompt, fill_prompt, show_batch
from kg.extractors.values import Extraction
from kg.model import Context

if TYPE_CHECKING:
    import httpx

__all__ = ["ChatExtractor"]

URL_VARIABLE, MODEL_VARIABLE, KEY_VARIABLE = "KG_LLM_URL", "KG_LLM_MODEL", "KG_LLM_KEY"
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""Answers after which it is worth asking again."""
SHOWN_CHARS = 200
LONGEST_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class _Passing(Exception):  # noqa: N818 # it says what is the case, and never leaves this module
    """A failure that may pass; `wait_seconds` is what the server asks for."""

    reason: str
    wait_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ChatExtractor:
    """Asks `model` at `base_url` (`https://…/v1`) for the names and claims of a text.

    A text is sent in stretches of `most_chars`, each up to `attempts` times with a pause that doubles from
    `pause_seconds`. `prompt` is the instruction with `$types` and `$predicates` in it, the packaged one where
    none is given. `options` go into the request as they are (`{"max_tokens": 4000}`). `json_mode` asks the
    server to answer in JSON; turn it off for one that does not know how.
    """

    base_url: str
    model: str
    key: str | None = field(default=None, repr=False)
    prompt: str | None = field(default=None, repr=False)
    timeout_seconds: float = 120.0
    attempts: int = 4
    pause_seconds: float = 1.0
    most_chars: int = 2500
    json_mode: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def __post_init__(self) -> None:
        if not self.base_url.startswith(("http://", "https://")):
            raise SettingsError(f"base_url: expected an address like https://host/v1, found {self.base_url!r}")
        if not self.model:
            raise SettingsError("model: expected the name of a model, found nothing")
        if self.attempts < 1 or self.timeout_seconds <= 0 or self.most_chars < 1:
            raise SettingsError(
                "expected attempts, timeout_seconds and most_chars above 0, found "
                f"{self.attempts}, {self.timeout_seconds:g}, {self.most_chars}"
            )
        fill_prompt(self.prompt if self.prompt is not None else default_prompt())
        _httpx()

    @classmethod
    def from_environment(cls) -> ChatExtractor:
        """One with address, model and key from `KG_LLM_URL`, `KG_LLM_MODEL` and `KG_LLM_KEY` (which may be missing)."""
        missing = [name for name in (URL_VARIABLE, MODEL_VARIABLE) if not os.environ.get(name)]
        if missing:
            raise SettingsError(
                f"expected the environment variables {URL_VARIABLE} and {MODEL_VARIABLE}, missing: {', '.join(missing)}"
            )
        return cls(os.environ[URL_VARIABLE], os.environ[MODEL_VARIABLE], os.environ.get(KEY_VARIABLE) or None)

    @property
    def name(self) -> str:
        return f"chat:{self.model}"

    def extract(self, text: str, context: Context) -> Extraction:
        """What the model proposes; raises `ExtractorError` where one stretch of the text gets no usable answer."""
        found = Extraction()
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        with _httpx().Client(timeout=self.timeout_seconds, headers=headers) as client:
            for sentences in batches(text, self.most_chars):
                more = self._ask(client, show_batch(text, sentences, context), sentences)
                found = Extraction(
                    found.mentions + more.mentions, found.claims + more.claims, found.rejected + more.rejected
                )
        return found

    def _ask(self, client: httpx.Client, question: str, sentences: tuple[Sentence, ...]) -> Extraction:
        for attempt in range(1, self.attempts + 1):
            try:
                return read_answer(self._send(client, question), sentences, self.name)
            except MalformedAnswer as error:
                failure = _Passing(str(error))
            except _Passing as error:
                failure = error
            if attempt < self.attempts:
                wait = failure.wait_seconds
                self.sleep(
                    min(LONGEST_WAIT_SECONDS, wait if wait is not None else self.pause_seconds * 2 ** (attempt - 1))
                )
        raise ExtractorError(
            f"{self.name} at {self.base_url}: no usable answer in {self.attempts} attempts, last: {failure.reason}"
        )

    def _send(self, client: httpx.Client, question: str) -> str:
        """The content of one answer; raises `_Passing` for what may pass and `ExtractorError` for what will not."""
        try:
            response = client.post(self.base_url.rstrip("/") + "/chat/completions", json=self._body(question))
        except _httpx().TimeoutException as error:
            raise _Passing(f"no answer within {self.timeout_seconds:g} seconds") from error
        except _httpx().TransportError as error:
            raise _Passing(f"no connection ({error})") from error
        if response.status_code in PASSING:
            raise _Passing(_status(response), _wait(response))
        if response.status_code != 200:
            raise ExtractorError(f"{self.name} at {self.base_url}: {_status(response)}: check address, model and key")
        try:
            content = response.json()["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError) as error:
            raise MalformedAnswer(
                f"expected choices[0].message.content, found {response.text[:SHOWN_CHARS]!r}"
            ) from error
        if not isinstance(content, str):
            raise MalformedAnswer(f"expected text as content, found {content!r}")
        return content

    def _body(self, question: str) -> dict[str, Any]:
        instruction = fill_prompt(self.prompt if self.prompt is not None else default_prompt())
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": question}],
            "temperature": 0,
        }
        if self.json_mode:
            body["response_format"] = {"type": "json_object"}
        return body | dict(self.options)


def _httpx() -> Any:
    """The library, when it is first needed: the rest of the package does without."""
    try:
        import httpx
    except ImportError as error:
        raise MissingExtra("ChatExtractor needs httpx: pip install 'kg-health-evidence[llm]'") from error
    return httpx


def _status(response: httpx.Response) -> str:
    said = " ".join(response.text[:SHOWN_CHARS].split())
    return f"status {response.status_code} {response.reason_phrase}" + (f", {said}" if said else "")


def _wait(response: httpx.Response) -> float | None:
    asked = response.headers.get("retry-after", "")
    return float(asked) if asked.isdigit() else None
