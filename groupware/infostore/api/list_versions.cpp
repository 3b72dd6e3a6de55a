#include "groupware/infostore/api/list_versions.h"

#include "groupware/infostore/api/wire.h"

#include <utility>
#include <vector>

namespace groupware::infostore::api {

engine::Result ListVersions::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = engine::parseListing(call, view_.columns());
    const auto [document, versions] = service_.versions(caller, documentRefOf(call));
    std::vector<DocumentView> views;
    for (const Version& version : versions)
        views.push_back({.document = &document, .version = &version, .now = view_.now()});
    engine::Result answer;
    answer.data = view_.columns().rows(std::move(views), listing, view_.localTime(caller, call));
    answer.timestamp = document.seq;
    return answer;
}

}  // namespace groupware::infostore::api
