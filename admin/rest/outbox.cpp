#include "admin/rest/outbox.h"

#include "admin/service/problems.h"

#include <array>
#include <chrono>
#include <ctime>
#include <string>

namespace admin::rest {
namespace {

using groupware::calendar::OutboxItem;

std::string timeText(groupware::Instant instant) {
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

json::Object::Ptr toJson(const OutboxItem& item) {
    auto object = json::makeObject();
    object->set("id", item.id);
    object->set("recipient", item.recipient.address);
    object->set("sender", item.sender.address);
    object->set("method", item.method);
    object->set("object", item.object.value);
    object->set("state", item.state == OutboxItem::State::Waiting ? "waiting" : "given up");
    object->set("attempts", item.attempts);
    object->set("created", timeText(item.created));
    if (item.state == OutboxItem::State::Waiting) object->set("nextAttempt", timeText(item.nextAttempt));
    object->set("lastError", item.lastError);
    return object;
}

}  // namespace

json::Object::Ptr Outbox::list(const groupware::http::Request& request) {
    const std::string pattern = patternOf(request);
    auto items = outbox_.list(context_);
    std::erase_if(items, [&](const OutboxItem& item) { return !matches(pattern, item.recipient.address, true); });
    return itemsAnswer(items, toJson);
}

json::Object::Ptr Outbox::change(const Key& key, const json::Object& body) {
    if (!json::flag(body, "retry").value_or(false)) throw invalid("Mandatory fields not set: retry");
    outbox_.retry(context_, key.id());
    return idAnswer(key.id());
}

json::Object::Ptr Outbox::remove(const Key& key, const groupware::http::Request& /*request*/) {
    outbox_.drop(context_, key.id());
    return idAnswer(key.id());
}

}  // namespace admin::rest
