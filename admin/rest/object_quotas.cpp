#include "admin/rest/object_quotas.h"

#include <string>

namespace admin::rest {

json::Object::Ptr ObjectQuotas::list(const groupware::http::Request& request) {
    const std::string pattern = patternOf(request);
    auto quotas = quotas_.list(context_);
    std::erase_if(quotas, [&](const auto& quota) {
        return !matches(pattern, groupware::principals::nameOf(quota.module).name, false);
    });
    return itemsAnswer(quotas, [](const groupware::principals::ObjectQuota& quota) {
        auto object = json::makeObject();
        object->set("module", std::string(groupware::principals::nameOf(quota.module).name));
        object->set("maximum", *quota.maximum);
        object->set("used", quota.used);
        return object;
    });
}

}  // namespace admin::rest
