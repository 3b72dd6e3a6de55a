#include "groupware/principals/store/attribute_list.h"

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kList{"principals.attribute.list",
                                      "SELECT name, value FROM user_attribute WHERE cid = ? AND user = ?"};

}  // namespace

std::map<std::string, std::string> attributesOf(dbpool::ReadSession& session, UserId user) {
    std::map<std::string, std::string> attributes;
    for (auto rows = session.query(kList, {user.value}); rows.next();) attributes.emplace(rows.text(1), rows.text(2));
    return attributes;
}

}  // namespace groupware::principals
