#include "groupware/main/all_options.h"

#include "admin/options.h"
#include "dbpool/configdb/options.h"
#include "dbpool/pool/options.h"
#include "dbpool/replication/options.h"
#include "dbpool/routing/options.h"
#include "filestore/options.h"
#include "groupware/api/options.h"
#include "groupware/attachments/options.h"
#include "groupware/base/log_options.h"
#include "groupware/calendar/incoming_options.h"
#include "groupware/calendar/options.h"
#include "groupware/calendar/outbox_options.h"
#include "groupware/calendar/request_options.h"
#include "groupware/contacts/options.h"
#include "groupware/folders/options.h"
#include "groupware/http/options.h"
#include "groupware/infostore/options.h"
#include "groupware/jslob/options.h"
#include "groupware/main/options.h"
#include "groupware/net/options.h"
#include "groupware/principals/options.h"
#include "groupware/push/options.h"
#include "groupware/reminders/options.h"
#include "groupware/session/options.h"
#include "groupware/smtp/options.h"
#include "groupware/sync/options.h"
#include "groupware/tasks/options.h"
#include "groupware/uploads/options.h"

#include <span>

namespace groupware::main {

std::vector<AnyOption> allOptions() {
    std::vector<AnyOption> all;
    const auto add = [&all](std::span<const AnyOption> folder) { all.insert(all.end(), folder.begin(), folder.end()); };
    add(dbpool::configdb::options());
    add(dbpool::pool::options());
    add(dbpool::replication::options());
    add(dbpool::routing::options());
    add(filestore::options());
    add(log::options());
    add(net::options());
    add(http::options());
    add(smtp::options());
    add(api::options());
    add(principals::options());
    add(session::options());
    add(sync::options());
    add(push::options());
    add(folders::options());
    add(attachments::options());
    add(infostore::options());
    add(jslob::options());
    add(uploads::options());
    add(contacts::options());
    add(reminders::options());
    add(tasks::options());
    add(calendar::options());
    add(calendar::requestOptions());
    add(calendar::outboxOptions());
    add(calendar::incomingOptions());
    add(main::options());
    add(admin::options());
    return all;
}

}  // namespace groupware::main
