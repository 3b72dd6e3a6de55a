#include "groupware/contacts/api/import_vcards.h"

#include "groupware/api/contents_answer.h"
#include "groupware/base/error.h"
#include "groupware/contacts/api/imported.h"
#include "groupware/contacts/api/wire.h"
#include "groupware/formats/vcard/read_cards.h"

#include <utility>
#include <vector>

namespace groupware::contacts::api {
namespace {

ImportItem itemOf(const formats::vcard::ReadCard& read, const Limits& limits) {
    if (!read.card) return {.problem = read.problem};
    try {
        auto draft = draftOf(*read.card);
        requireWithin(draft, limits);
        return {.draft = std::move(draft)};
    } catch (const Error& error) {
        if (error.code() != ErrorCode::TooLarge && error.code() != ErrorCode::BadRequest) throw;
        return {.problem = error.publicText()};
    }
}

}  // namespace

engine::Result ImportVcards::handle(const Caller& caller, const engine::Call& call) {
    const auto folder = folderId(call.require("folder"));
    const auto limits = service_.limits();
    const auto file = readImportFile(engine::requireRequest(call), limits_, limits.importBytes);
    std::vector<ImportItem> items;
    for (auto& read : formats::vcard::readCards(file, limits.card(), limits.importLength))
        items.push_back(itemOf(read, limits));
    if (items.empty()) throw Error(ErrorCode::BadRequest, "import without cards", "The file has no vCard.");
    return imported(service_.importCards(caller, folder, std::move(items)), folder);
}

}  // namespace groupware::contacts::api
