#include "groupware/calendar/api/list_updates.h"

#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result ListUpdates::handle(const Caller& caller, const engine::Call& call) {
    const EventSelection selection(call);
    const FolderId folder = folderId(call.require("folder"));
    const Seq since{call.requireInteger("timestamp")};
    const bool expand = call.flag("expand");
    const auto range = expand ? requireRange(call) : rangeOf(call);
    const auto changes = queries_.updates(caller, folder, since, range, selection.details(expand));
    auto removed = json::makeArray();
    if (call.parameter("ignore").value_or("") != "deleted") {
        for (const EventId id : changes.removed) removed->add(refJson({.folder = folder, .id = id}));
    }
    auto data = json::makeObject();
    data->set("newAndModified", view_.list(caller, selection, changes.changed));
    data->set("deleted", removed);
    engine::Result answer;
    answer.data = data;
    answer.timestamp = changes.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
