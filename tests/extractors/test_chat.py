"""The chat adapter against a server of the test's own: good answers, bad ones, and none."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import spacy
from spacy.util import registry

from kg.errors import ExtractorError, MissingExtra, SettingsError
from kg.extractors import ChatExtractor
from kg.model import Context, Entity, EntityType, Method, Modality, Polarity, Predicate, SourceDocument
from kg.nlp import Annotator, add_extractor, load_extractor, load_pipeline
from tests.extractors.server import Endpoint, Reply, answer, serve

TEXT = "2023年，昌吉市人民医院支援木垒县中医医院。\n昌吉市人民医院同阿苏心理关爱站常有走动。"
CONTEXT = Context(region=Entity("昌吉市", EntityType.PLACE), title="昌吉市工作总结", period="2023")
MENTION = {"line": 2, "quote": "阿苏心理关爱站", "type": "ORGANIZATION", "confidence": 0.9}
CLAIM = {
    "line": 2,
    "quote": "昌吉市人民医院同阿苏心理关爱站常有走动",
    "subject": "昌吉市人民医院",
    "predicate": "partnersWith",
    "object": "阿苏心理关爱站",
    "time": None,
    "modality": "ongoing",
    "polarity": "+",
    "confidence": 0.9,
}
GOOD = answer({"mentions": [MENTION], "claims": [CLAIM]})
EMPTY = answer({"mentions": [], "claims": []})


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


class Pauses(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def asker(endpoint: Endpoint, pauses: Pauses | None = None, **settings: Any) -> ChatExtractor:
    return ChatExtractor(endpoint.url, "demo-1", "secret-key", sleep=Pauses() if pauses is None else pauses, **settings)


def test_a_good_answer_becomes_proposals() -> None:
    with serve(GOOD) as endpoint:
        found = asker(endpoint).extract(TEXT, CONTEXT)
    [mention], [claim] = found.mentions, found.claims
    assert (mention.quote, mention.type, mention.confidence) == ("阿苏心理关爱站", EntityType.ORGANIZATION, 0.9)
    assert mention.within == claim.within == (TEXT.index("\n") + 1, len(TEXT))
    assert (claim.predicate, claim.object, claim.time) == (Predicate.PARTNERS_WITH, "阿苏心理关爱站", None)
    assert (claim.modality, claim.polarity) == (Modality.ONGOING, Polarity.AFFIRMED)
    assert found.rejected == ()


def test_what_is_asked() -> None:
    with serve(EMPTY) as endpoint:
        asker(endpoint, options={"max_tokens": 9, "temperature": 0.5}).extract(TEXT, CONTEXT)
    [(path, headers, body)] = endpoint.requests
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer secret-key"
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("demo-1", 9, 0.5)
    assert body["response_format"] == {"type": "json_object"}
    system, user = body["messages"]
    assert all(f"- {name}：" in system["content"] for name in [*Predicate, *EntityType] if name != "POPULATION")
    assert "$" not in system["content"]
    assert user["content"].splitlines() == [
        "标题：昌吉市工作总结",
        "报道所说的地区：昌吉市",
        "报道所说的时期：2023",
        "",
        "[1] 2023年，昌吉市人民医院支援木垒县中医医院。",
        "[2] 昌吉市人民医院同阿苏心理关爱站常有走动。",
    ]


def test_without_a_key_none_is_sent_and_json_mode_can_be_off() -> None:
    with serve(EMPTY) as endpoint:
        ChatExtractor(endpoint.url, "demo-1", json_mode=False).extract(TEXT, CONTEXT)
    [(_, headers, body)] = endpoint.requests
    assert "authorization" not in headers
    assert "response_format" not in body


def test_a_long_text_is_sent_in_stretches_with_lines_of_their_own() -> None:
    first = answer({"mentions": [MENTION | {"line": 1, "quote": "木垒县中医医院"}]})
    with serve(first, answer({"mentions": [MENTION | {"line": 1}]})) as endpoint:
        found = asker(endpoint, most_chars=30).extract(TEXT, CONTEXT)
    assert len(endpoint.requests) == 2
    assert [mention.within for mention in found.mentions] == [(0, TEXT.index("\n")), (TEXT.index("\n") + 1, len(TEXT))]


def test_an_empty_text_asks_nobody() -> None:
    with serve(GOOD) as endpoint:
        assert asker(endpoint).extract("\n", CONTEXT).mentions == ()
    assert endpoint.requests == []


def test_an_answer_in_a_code_fence_is_read() -> None:
    with serve(answer('```json\n{"mentions": [], "claims": []}\n```')) as endpoint:
        assert asker(endpoint, attempts=1).extract(TEXT, CONTEXT).claims == ()


def test_wrong_quotes_do_not_get_into_the_annotation() -> None:
    invented = MENTION | {"quote": "阿苏心理健康中心"}
    reworded = CLAIM | {"quote": "昌吉市人民医院与阿苏心理关爱站常有走动"}
    with serve(answer({"mentions": [invented, MENTION], "claims": [reworded, CLAIM]})) as endpoint:
        nlp = add_extractor(load_pipeline(), asker(endpoint))
        annotation = Annotator(nlp)(SourceDocument(id="a", source=TEXT))
    assert [(each.kind, each.quote, each.reason) for each in annotation.rejected] == [
        ("mention", "阿苏心理健康中心", "the quote is not in the text"),
        ("claim", "昌吉市人民医院与阿苏心理关爱站常有走动", "the quote is not in the text"),
    ]
    assert [m.rule for m in annotation.mentions if m.method is Method.EXTRACTOR] == ["chat:demo-1"]
    [claim] = [claim for claim in annotation.claims if claim.evidence[0].method is Method.EXTRACTOR]
    assert (claim.predicate, claim.modality) == (Predicate.PARTNERS_WITH, Modality.ONGOING)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (MENTION | {"type": "SPACESHIP"}, "type: expected one of HOSPITAL, .*found 'SPACESHIP'"),
        (MENTION | {"type": None}, "type: expected one of HOSPITAL, .*found nothing"),
        (MENTION | {"type": ["PLACE"]}, "type: expected one of"),
        (MENTION | {"confidence": "high"}, "confidence: expected a number"),
        (MENTION | {"confidence": 7}, "between 0 and 1"),
        (MENTION | {"quote": 3}, "quote: expected words of the text, found 3"),
        ("阿苏心理关爱站", "expected an object"),
    ],
)
def test_one_bad_item_is_rejected_and_does_not_lose_the_others(item: object, reason: str) -> None:
    with serve(answer({"mentions": [item, MENTION], "claims": None})) as endpoint:
        found = asker(endpoint, attempts=1).extract(TEXT, CONTEXT)
    assert len(found.mentions) == 1
    [rejected] = found.rejected
    assert (rejected.extractor, rejected.kind) == ("chat:demo-1", "mention")
    with pytest.raises(ValueError, match=reason):
        raise ValueError(rejected.reason)


def test_malformed_json_is_asked_for_again() -> None:
    pauses = Pauses()
    with serve(answer("好的，以下是结果：{"), GOOD) as endpoint:
        assert len(asker(endpoint, pauses).extract(TEXT, CONTEXT).claims) == 1
    assert pauses == [1.0]


@pytest.mark.parametrize(
    "reply",
    [answer("{"), answer([1]), answer({"mentions": {"a": 1}}), Reply("<html>"), Reply('{"choices": []}'), answer("")],
)
def test_answers_that_stay_malformed_end_in_one_line(reply: Reply) -> None:
    pauses = Pauses()
    with serve(reply) as endpoint, pytest.raises(ExtractorError) as found:
        asker(endpoint, pauses, attempts=3).extract(TEXT, CONTEXT)
    assert len(endpoint.requests) == 3
    assert pauses == [1.0, 2.0]
    message = str(found.value)
    assert "\n" not in message
    assert f"chat:demo-1 at {endpoint.url}: no usable answer in 3 attempts, last: expected " in message


def test_a_server_error_passes() -> None:
    pauses = Pauses()
    with serve(Reply("overloaded", 500), Reply("", 429, {"retry-after": "7"}), GOOD) as endpoint:
        assert len(asker(endpoint, pauses).extract(TEXT, CONTEXT).mentions) == 1
    assert len(endpoint.requests) == 3
    assert pauses == [1.0, 7.0]


def test_a_server_that_asks_for_a_day_is_not_waited_for_so_long() -> None:
    pauses = Pauses()
    with serve(Reply("", 503, {"retry-after": "86400"}), EMPTY) as endpoint:
        asker(endpoint, pauses).extract(TEXT, CONTEXT)
    assert pauses == [60.0]


def test_a_refusal_is_told_at_once_and_without_the_key() -> None:
    with serve(Reply('{"error":\n "bad key"}', 401)) as endpoint, pytest.raises(ExtractorError) as found:
        asker(endpoint).extract(TEXT, CONTEXT)
    assert len(endpoint.requests) == 1
    assert 'status 401 Unauthorized, {"error": "bad key"}: check address, model and key' in str(found.value)
    assert "secret-key" not in str(found.value)
    assert "secret-key" not in repr(asker(endpoint))


def test_a_redirect_is_not_followed() -> None:
    with serve(GOOD) as elsewhere, serve(Reply("", 307, {"location": elsewhere.url})) as endpoint:
        with pytest.raises(ExtractorError, match="status 307"):
            asker(endpoint).extract(TEXT, CONTEXT)
        assert elsewhere.requests == []


def test_a_timeout_is_tried_again_and_told() -> None:
    with serve(answer("{}", wait_seconds=0.5), EMPTY) as endpoint:
        asker(endpoint, timeout_seconds=0.1).extract(TEXT, CONTEXT)
        assert len(endpoint.requests) == 2
    with serve(answer("{}", wait_seconds=0.5)) as endpoint, pytest.raises(ExtractorError, match=r"within 0\.1 seconds"):
        asker(endpoint, timeout_seconds=0.1, attempts=2).extract(TEXT, CONTEXT)


def test_nobody_at_the_address_is_told() -> None:
    with serve(GOOD) as endpoint:
        pass
    with pytest.raises(ExtractorError, match=r"2 attempts, last: no connection \("):
        asker(endpoint, attempts=2).extract(TEXT, CONTEXT)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"base_url": "localhost:8000"}, "base_url: expected an address like https://host/v1, found 'localhost:8000'"),
        ({"model": ""}, "model: expected"),
        ({"attempts": 0}, "above 0, found 0, "),
        ({"timeout_seconds": 0}, "above 0"),
        ({"prompt": "找出名称。"}, "found neither"),
        ({"prompt": "$types $predicates $text"}, "only \\$types and \\$predicates"),
    ],
)
def test_settings_that_cannot_be_used_are_told_before_anything_is_sent(settings: dict[str, Any], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        ChatExtractor(**{"base_url": "https://localhost/v1", "model": "demo-1", **settings})


def test_settings_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_LLM_URL", "KG_LLM_MODEL", "KG_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingsError, match="missing: KG_LLM_URL, KG_LLM_MODEL"):
        load_extractor("chat")
    monkeypatch.setenv("KG_LLM_URL", "https://localhost/v1")
    monkeypatch.setenv("KG_LLM_MODEL", "demo-1")
    assert load_extractor("chat") == ChatExtractor("https://localhost/v1", "demo-1")


def test_a_config_names_the_variable_that_holds_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("MY_KEY", "secret-key")
    prompt = tmp_path / "prompt.txt"
    prompt.write_text("类型\n$types\n关系\n$predicates\n", encoding="utf-8")
    make = registry.misc.get("kg.chat.v1")
    made = make(base_url="https://localhost/v1", model="demo-1", key_variable="MY_KEY", prompt_file=str(prompt))
    assert (made.key, made.prompt) == ("secret-key", prompt.read_text(encoding="utf-8"))
    with pytest.raises(SettingsError, match=r"prompt_file .* cannot be read"):
        make(base_url="https://localhost/v1", model="demo-1", prompt_file=str(tmp_path / "none.txt"))


def test_a_pipeline_keeps_the_settings_and_not_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LLM_KEY", "secret-key")
    nlp = spacy.blank("zh")
    settings = {"@misc": "kg.chat.v1", "base_url": "https://localhost/v1", "model": "demo-1"}
    nlp.add_pipe("kg_extractor", config={"extractor": settings})
    assert nlp.get_pipe("kg_extractor").extractor.key == "secret-key"  # type: ignore[attr-defined]
    written = nlp.config.to_str()
    assert "https://localhost/v1" in written
    assert "secret-key" not in written


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtra, match=r"pip install 'kg-health-evidence\[llm\]'"):
        ChatExtractor("https://localhost/v1", "demo-1")
