#include "groupware/folders/api/list_delegates.h"

#include "groupware/folders/api/delegate_wire.h"

namespace groupware::folders::api {

engine::Result ListDelegates::handle(const Caller& caller, const engine::Call& /*call*/) {
    auto all = formats::json::makeArray();
    for (const auto& delegate : service_.delegates(caller)) all->add(delegateObject(delegate));
    engine::Result result;
    result.data = all;
    return result;
}

}  // namespace groupware::folders::api
