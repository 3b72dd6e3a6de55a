#include "groupware/infostore/api/detach_versions.h"

#include "groupware/infostore/api/wire.h"

#include <cstdint>
#include <vector>

namespace groupware::infostore::api {

engine::Result DetachVersions::handle(const Caller& caller, const engine::Call& call) {
    std::vector<std::int64_t> numbers;
    const auto list = json::requireArray(call.json(), "the list of versions");
    for (const auto& element : *list) numbers.push_back(json::integerOf(element, "a version"));
    const auto result = service_.detach(caller, documentRefOf(call), numbers, requireLastSeen(call));
    auto unknown = json::makeArray();
    for (const std::int64_t number : result.unknown) unknown->add(number);
    return writtenWith(result.written, unknown);
}

}  // namespace groupware::infostore::api
