#include "groupware/folders/api/list_mandates.h"

#include "groupware/folders/api/delegate_wire.h"

namespace groupware::folders::api {

engine::Result ListMandates::handle(const Caller& caller, const engine::Call& /*call*/) {
    auto all = formats::json::makeArray();
    for (const auto& mandate : service_.mandates(caller)) {
        auto object = delegateObject(mandate.by);
        object->set("owner", mandate.owner.value);
        all->add(object);
    }
    engine::Result result;
    result.data = all;
    return result;
}

}  // namespace groupware::folders::api
