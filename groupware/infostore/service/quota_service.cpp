#include "groupware/infostore/service/quota_service.h"

namespace groupware::infostore {

filestore::Usage QuotaService::usage(const Caller& caller) const {
    return database_.read(caller.context, caller.freshness,
                          [](dbpool::ReadSession& session) { return filestore::usage(session); });
}

}  // namespace groupware::infostore
