#include "admin/rest/calendar_check.h"

#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/finding.h"

#include <cstdint>
#include <string>

namespace admin::rest {
namespace {

using groupware::calendar::CalendarFinding;
using groupware::calendar::CalendarUser;

const char* wordOf(CalendarUser::Kind kind) {
    switch (kind) {
        case CalendarUser::Kind::User: return "user";
        case CalendarUser::Kind::Resource: return "resource";
        case CalendarUser::Kind::Folder: return "folder";
    }
    return "";
}

json::Object::Ptr toJson(const CalendarFinding& finding) {
    auto object = json::makeObject();
    object->set("kind", std::string(groupware::calendar::wordOf(finding.kind)));
    object->set("object", finding.object.value);
    object->set("ownerKind", finding.owner.id == 0 ? "" : wordOf(finding.owner.kind));
    object->set("owner", finding.owner.id);
    object->set("detail", finding.detail);
    object->set("repairable", finding.repairable);
    return object;
}

json::Object::Ptr answerOf(const CalendarCheckService::Page& page) {
    auto answer = itemsAnswer(page.findings, toJson);
    answer->set("checked", static_cast<std::int64_t>(page.checked));
    answer->set("total", page.total);
    if (!page.end) answer->set("next", page.next.value);
    return answer;
}

}  // namespace

json::Object::Ptr CalendarCheck::list(const groupware::http::Request& request) {
    const Key after{.text = request.parameter("after").value_or("0")};
    return answerOf(service_.inspect(context_, {after.id()}));
}

json::Object::Ptr CalendarCheck::add(const json::Object& body) {
    return answerOf(service_.repair(context_, {json::integer(body, "after").value_or(0)}));
}

}  // namespace admin::rest
