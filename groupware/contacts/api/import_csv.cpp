#include "groupware/contacts/api/import_csv.h"

#include "groupware/api/contents_answer.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/contacts/api/imported.h"
#include "groupware/contacts/api/wire.h"
#include "groupware/contacts/card_fields.h"
#include "groupware/contacts/csv_contacts.h"
#include "groupware/formats/csv/csv.h"
#include "groupware/formats/encoding/charset.h"

#include <utility>
#include <vector>

namespace groupware::contacts::api {
namespace {

constexpr std::size_t kMostColumns = 1000;
constexpr std::size_t kUuidOctets = 16;

}  // namespace

engine::Result ImportCsv::handle(const Caller& caller, const engine::Call& call) {
    const auto folder = folderId(call.require("folder"));
    const auto limits = service_.limits();
    auto file = readImportFile(engine::requireRequest(call), limits_, limits.importBytes);
    if (const auto charset = call.parameter("charset"); charset && !charset->empty()) {
        auto text = formats::encoding::toUtf8(file, *charset);
        if (!text) throw Error(ErrorCode::BadRequest, "unknown charset", "The parameter charset is unknown.");
        file = std::move(*text);
    }
    const auto records = formats::csv::parseFile(
        file, {.octets = limits.importBytes * 4, .records = limits.importLength + 1, .values = kMostColumns});
    std::vector<ImportItem> items;
    for (auto& record : readCsv(records)) {
        if (!record.problem.empty()) {
            items.push_back({.problem = std::move(record.problem)});
            continue;
        }
        ImportItem item{.draft = draftOf(newCard(uuidText(crypto::randomBytes(kUuidOctets))))};
        apply(ContactPatch{.fields = std::move(record.fields)}, *item.draft);
        items.push_back(std::move(item));
    }
    return imported(service_.importCards(caller, folder, std::move(items)), folder);
}

}  // namespace groupware::contacts::api
