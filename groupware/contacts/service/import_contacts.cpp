#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/contacts/card_fields.h"
#include "groupware/contacts/service/contact_access.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/contact_writing.h"
#include "groupware/contacts/service/list_upkeep.h"
#include "groupware/contacts/service/many_contacts.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/folders/service/folder_touch.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace groupware::contacts {
namespace {

constexpr std::size_t kUuidOctets = 16;

/// What every contact needs and a card of another program may lack.
void complete(Draft& draft) {
    if (draft.contact.uid.empty()) draft.card.setText("UID", uuidText(crypto::randomBytes(kUuidOctets)));
    if (valueOf(draft.contact.fields, column::kDisplayName).empty()) {
        setFields({}, draft.card);  // makes up a name if it can
        if (draft.card.text("FN").value_or("").empty()) draft.card.setText("FN", "?");
    }
    describe(draft);
    draft.contact.name = resourceName(draft.contact.uid);
}

/// New contacts of `user` in `folder`.
void prepare(std::vector<ImportItem>& items, UserId user, FolderId folder, Instant now) {
    for (auto& item : items) {
        if (!item.draft) continue;
        complete(*item.draft);
        auto& contact = item.draft->contact;
        contact.folder = folder;
        contact.createdBy = contact.changedBy = user;
        contact.createdAt = now;
    }
}

/// One import, batch by batch.
class Import {
public:
    Import(std::vector<ImportItem>& items, Imported& result) : items_(items), result_(result) {}

    /// Indices of what a batch can take: neither a problem nor a name that the folder or the batch has already.
    [[nodiscard]] std::vector<std::size_t> free(dbpool::ReadSession& session, FolderId folder, std::size_t begin,
                                                std::size_t end) {
        std::vector<std::string> names;
        for (std::size_t i = begin; i < end; ++i) {
            if (items_[i].draft) names.push_back(items_[i].draft->contact.name);
        }
        auto taken = names.empty() ? std::set<std::string>{} : ContactReader(session).takenNames(folder, names);
        std::vector<std::size_t> indices;
        for (std::size_t i = begin; i < end; ++i) {
            auto& item = result_.items[i];
            item = {.problem = items_[i].problem};
            if (!items_[i].draft) continue;
            if (taken.insert(items_[i].draft->contact.name).second) {
                indices.push_back(i);
            } else {
                item.problem = "This folder has a contact of the same UID already.";
            }
        }
        return indices;
    }
    /// Adds those to their folder.
    void insert(dbpool::WriteTransaction& tx, FolderRights& rights, const std::vector<std::size_t>& indices) {
        std::vector<Draft*> drafts;
        for (const auto i : indices) {
            drafts.push_back(&*items_[i].draft);
            if (drafts.back()->contact.isList) resolveCardMembers(tx, rights, *drafts.back());
        }
        insertContacts(tx, drafts);
        for (const auto i : indices) {
            result_.items[i].id = items_[i].draft->contact.id;
            result_.items[i].seq = items_[i].draft->contact.seq;
        }
    }
    void refuse(std::size_t begin, std::size_t end, const std::string& problem) {
        for (std::size_t i = begin; i < end; ++i) {
            if (result_.items[i].problem.empty()) result_.items[i] = {.problem = problem};
        }
    }

private:
    std::vector<ImportItem>& items_;
    Imported& result_;
};

}  // namespace

Imported ContactService::importCards(const Caller& caller, FolderId folder, std::vector<ImportItem> items) const {
    if (items.size() > limits().importLength)
        throw Error(ErrorCode::TooLarge, "import of more than contacts.importLength",
                    "More than " + std::to_string(limits().importLength) + " contacts cannot be imported at once.");
    Imported result;
    result.committed.context = caller.context;
    result.items.resize(items.size());
    Import import(items, result);
    prepare(items, caller.user, folder, clock_.now());
    const auto batch = [&](std::size_t begin, std::size_t end) {
        result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            (void)requireCreatable(tx, access_, caller, folder);
            const auto indices = import.free(tx, folder, begin, end);
            if (indices.empty()) return;
            FolderRights rights(tx, access_, caller);
            import.insert(tx, rights, indices);
            folders::touchContent(tx, folder);
        });
    };
    // A batch that is too much for the quota is tried in halves: what fits goes in.
    const std::function<void(std::size_t, std::size_t)> add = [&](std::size_t begin, std::size_t end) {
        try {
            batch(begin, end);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::QuotaExceeded) throw;
            if (end - begin == 1) return import.refuse(begin, end, error.publicText());
            const std::size_t middle = begin + (end - begin) / 2;
            add(begin, middle);
            add(middle, end);
        }
    };
    if (items.empty()) batch(0, 0);  // permission is checked all the same
    for (std::size_t begin = 0; begin < items.size(); begin += kBatchLength)
        add(begin, std::min(items.size(), begin + kBatchLength));
    return result;
}

}  // namespace groupware::contacts
