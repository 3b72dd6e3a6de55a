#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/infostore/document.h"
#include "groupware/infostore/service/infostore_service.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace groupware::infostore {

/// Documents per transaction of a verb over many: other writers of the context wait no longer than this takes.
inline constexpr std::size_t kBatchLength = 200;

/// Loads the documents named by `refs`, drops repeated ones, and gives each that exists where it is expected to `each`,
/// in the order asked for.
/// @param each  does its work and returns true, or refuses by returning false
/// @return what is not there and what was refused
[[nodiscard]] std::vector<DocumentRef> forEachDocument(dbpool::WriteTransaction& tx, std::span<const DocumentRef> refs,
                                                       const std::function<bool(Document&)>& each);

/// True if somebody other than `user` holds a lock, or the document changed after `lastSeen`.
[[nodiscard]] bool isBusy(const Document& document, UserId user, Instant now, std::optional<Seq> lastSeen);

/// Runs `batch` over consecutive pieces of `refs`, each in a transaction of its own.
/// @param batch  returns what it refused; may run again
[[nodiscard]] Refusals inBatches(
    dbpool::ContextDatabase& database, ContextId context, std::span<const DocumentRef> refs,
    const std::function<std::vector<DocumentRef>(dbpool::WriteTransaction&, std::span<const DocumentRef>)>& batch);

}  // namespace groupware::infostore
