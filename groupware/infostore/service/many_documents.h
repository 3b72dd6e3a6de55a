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
/// @param check  throws an Error for a document that may not be touched, and writes nothing
/// @return what is not there and what `check` refused
[[nodiscard]] std::vector<Refusal> forEachDocument(dbpool::WriteTransaction& tx, std::span<const DocumentRef> refs,
                                                   const std::function<void(const Document&)>& check,
                                                   const std::function<void(Document&)>& each);

/// Runs `batch` over consecutive pieces of `refs`, each in a transaction of its own.
/// @param batch  returns what it refused; may run again
[[nodiscard]] Refusals inBatches(
    dbpool::ContextDatabase& database, ContextId context, std::span<const DocumentRef> refs,
    const std::function<std::vector<Refusal>(dbpool::WriteTransaction&, std::span<const DocumentRef>)>& batch);

}  // namespace groupware::infostore
