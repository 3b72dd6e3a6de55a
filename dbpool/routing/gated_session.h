#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/reader.h"
#include "groupware/base/freshness.h"

namespace dbpool {

/// Reads without a transaction: every statement brings the state of the context that it saw, in the same snapshot
/// (see gatedText()). The first one proves the freshness; a later one that saw another state, because somebody wrote
/// meanwhile, throws SnapshotNeeded. What it returns is therefore of one state, as if read from one snapshot: every
/// write advances the context's seq. (Tables marked unsynced and `ctx_change` change without; they are read elsewhere.)
class GatedSession final : public ReadSession {
public:
    /// Connects at the first use. `reader` must outlive this object.
    GatedSession(Reader& reader, groupware::ContextId context, groupware::Freshness freshness);

protected:
    [[nodiscard]] Rows run(std::string_view sql, std::span<const Value> values) override;
    [[nodiscard]] const Session& opened() const override;

private:
    void open(const Look& look) const;

    Reader& reader_;
    groupware::Freshness freshness_;
};

}  // namespace dbpool
