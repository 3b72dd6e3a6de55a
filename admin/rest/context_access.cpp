#include "admin/rest/context_access.h"

namespace admin::rest {

json::Object::Ptr ContextAccess::list(const groupware::http::Request& /*request*/) {
    const auto access = users_.find(context_, groupware::principals::kContextAdmin).access;
    auto answer = idAnswer(context_.value);
    answer->set("access", arrayOf(access.names()));
    if (const auto combination = access.combinationName()) answer->set("accessCombination", *combination);
    return answer;
}

}  // namespace admin::rest
