#include "groupware/infostore/service/quota_service.h"

namespace groupware::infostore {

filestore::Usage QuotaService::usage(const Caller& caller) const {
    auto session = database_.read(caller.context, caller.freshness);
    return filestore::usage(session);
}

}  // namespace groupware::infostore
