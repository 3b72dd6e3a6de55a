#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"

#include <cstdint>
#include <span>
#include <vector>

/// Files of objects that are copies of one thing, or parts of one: the same files hang on all of them, in the words of
/// RFC 8607 section 3 one managed attachment that several resources refer to. Octets and number count once, and the
/// contents go with the last object. In the transaction of the object type, which writes the objects' own rows.
namespace groupware::attachments {

struct Shared {
    Summary summary{};                    ///< of each of them
    std::vector<std::int64_t> changed{};  ///< objects that had something else
};

/// Makes the files of `objects` those of `source`: what they lack hangs on them, too, what is not of `source` goes and
/// leaves tombstones. Two statements if nothing is different.
/// @param objects  of the same module, without `source`; at most WriteTransaction::kMaxObjectsPerTransaction
Shared share(dbpool::WriteTransaction& tx, const Owner& source, std::span<const std::int64_t> objects);

/// Removes the files of an object that are not among `kept`, with tombstones. Unknown ids in `kept` are passed over.
/// @return whether any went
bool keepOnly(dbpool::WriteTransaction& tx, const Owner& owner, std::span<const std::int64_t> kept);

}  // namespace groupware::attachments
