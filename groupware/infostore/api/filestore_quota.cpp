#include "groupware/infostore/api/filestore_quota.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result FilestoreQuota::handle(const Caller& caller, const engine::Call& /*call*/) {
    const auto usage = service_.usage(caller);
    auto data = json::makeObject();
    data->set("quota", usage.quota);
    data->set("use", usage.used);
    engine::Result answer;
    answer.data = data;
    return answer;
}

}  // namespace groupware::infostore::api
