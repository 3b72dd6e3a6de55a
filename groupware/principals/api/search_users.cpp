#include "groupware/principals/api/search_users.h"

#include "groupware/formats/json/json.h"

#include <algorithm>

namespace groupware::principals::api {

namespace json = formats::json;

namespace {

/// What is searched for: `pattern`, or the first field that a client may name instead.
std::string wantedText(const json::Object& body) {
    for (const char* key : {"pattern", "display_name", "last_name", "first_name", "email1"}) {
        if (auto text = json::text(body, key)) {
            // Patterns may carry wildcards at their ends; text is found anywhere in a field anyway.
            text->erase(std::remove(text->begin(), text->end(), '*'), text->end());
            return *text;
        }
    }
    return {};
}

}  // namespace

groupware::api::Result SearchUsers::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto listing = groupware::api::parseListing(call, columns_);
    const auto text = wantedText(*json::requireObject(call.json(), "the body"));
    const auto hits = directory_.search(caller, text);
    groupware::api::Result result;
    result.data = columns_.rows(hits.users, listing);
    result.timestamp = hits.seq;
    return result;
}

}  // namespace groupware::principals::api
