#include "groupware/contacts/api/export_csv.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/contents_answer.h"
#include "groupware/api/streamed_file.h"
#include "groupware/contacts/api/export_source.h"
#include "groupware/contacts/api/wire.h"
#include "groupware/contacts/csv_contacts.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace groupware::contacts::api {
namespace {

/// Contacts per piece: so many are in memory at once.
constexpr std::size_t kPiece = 500;

std::vector<int> columnsOf(const engine::Call& call) {
    const auto text = call.parameter("columns");
    if (!text || text->empty()) return csvColumns();
    std::vector<int> columns;
    const char* at = text->data();
    const char* const end = at + text->size();
    while (at != end) {
        int column = 0;
        const auto [rest, failure] = std::from_chars(at, end, column);
        if (failure != std::errc{} || (rest != end && *rest != ',')) {
            const std::string message = "The parameter 'columns' must be numbers, separated by commas.";
            throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, message, message);
        }
        columns.push_back(column);
        at = rest == end ? end : rest + 1;
    }
    return columns;
}

}  // namespace

engine::Result ExportCsv::handle(const Caller& caller, const engine::Call& call) {
    (void)engine::requireRequest(call);
    const auto columns = columnsOf(call);
    const bool lists = call.flag("export_dlists");
    auto refs = exportedRefs(service_, caller, call);
    const auto records = [this, caller, columns, lists, refs = std::move(refs), at = std::size_t{0},
                          text = csvHeader(columns)]() mutable {
        while (text.empty() && at < refs.size()) {
            const auto piece = std::span<const ContactRef>(refs).subspan(at).first(std::min(refs.size() - at, kPiece));
            at += piece.size();
            for (const auto& contact : service_.list(caller, piece, false).contacts) {
                if (!contact.isList || lists) text += csvRecord(contact.fields, columns);
            }
        }
        return std::exchange(text, {});
    };
    return engine::streamFile("text/csv; charset=utf-8", "contacts.csv", records);
}

}  // namespace groupware::contacts::api
