#include "dbpool/configdb/context_access.h"

namespace dbpool {
namespace {

constexpr ConfigWriteStatement kSet{"configdb.context.setAccessCombination",
                                    "UPDATE context SET access_combination = ? WHERE cid = ?"};

}  // namespace

void setAccessCombination(ConfigTransaction& transaction, groupware::ContextId context, std::string_view name) {
    transaction.execute(kSet, {name, context.value});
}

}  // namespace dbpool
