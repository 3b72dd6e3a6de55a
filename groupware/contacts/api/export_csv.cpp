#include "groupware/contacts/api/export_csv.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/contents_answer.h"
#include "groupware/contacts/api/export_source.h"
#include "groupware/contacts/api/wire.h"
#include "groupware/contacts/csv_contacts.h"

#include <charconv>
#include <string>
#include <vector>

namespace groupware::contacts::api {
namespace {

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
    const auto refs = exportedRefs(service_, caller, call);
    const bool lists = call.flag("export_dlists");
    auto answer = fileAnswer("text/csv; charset=utf-8", "contacts.csv");
    auto& body = answer.response->body;
    body = csvHeader(columns);
    for (const auto& contact : service_.list(caller, refs, false).contacts) {
        if (!contact.isList || lists) body += csvRecord(contact.fields, columns);
    }
    return answer;
}

}  // namespace groupware::contacts::api
