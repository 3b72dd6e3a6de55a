#include "groupware/calendar/api/new_event.h"

#include "groupware/calendar/api/wire.h"

#include <optional>

namespace groupware::calendar::api {

engine::Result NewEvent::handle(const Caller& caller, const engine::Call& call) {
    const FolderId folder = folderId(call.require("folder"));
    WriteCall asked(call, false);
    return writing_.run(caller, call, std::nullopt, asked, [&](EventChange change, const WriteOptions& options) {
        change.folder.reset();  // the parameter says where
        return writing_.service().create(caller, folder, change, options);
    });
}

}  // namespace groupware::calendar::api
