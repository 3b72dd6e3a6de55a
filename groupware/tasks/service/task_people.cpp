#include "groupware/tasks/service/task_people.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/user_names.h"
#include "groupware/tasks/rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace groupware::tasks {
namespace {

constexpr std::size_t kMailCharacters = 255;

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::string checkedMail(const Participant& participant) {
    auto mail = formats::lines::lower(std::string_view(participant.mail));
    requireText("An address", mail, kMailCharacters);
    const auto at = mail.find('@');
    const bool blank = mail.find_first_of(" \t\r\n<>,;\"") != std::string::npos;
    if (at == 0 || at == std::string::npos || at + 1 == mail.size() || blank)
        refuse("A participant who is neither user nor group needs an address.");
    return mail;
}

/// Collects participants, each once.
class Collector {
public:
    explicit Collector(std::size_t most) : most_(most) {}

    void addUser(std::int64_t id, bool chosen) {
        users_[id] = users_[id] || chosen;
        check();
    }
    void addGroup(const principals::Group& group) {
        groups_.emplace(group.id.value,
                        Participant{.kind = ParticipantKind::Group, .id = group.id.value, .name = group.displayName});
        for (const UserId member : group.members) addUser(member.value, false);
        check();
    }
    void addExternal(const Participant& participant) {
        auto mail = checkedMail(participant);
        requireText("A name", participant.name, kMailCharacters);
        externals_.emplace(mail,
                           Participant{.kind = ParticipantKind::External, .mail = mail, .name = participant.name});
        check();
    }
    [[nodiscard]] std::vector<Participant> finish(dbpool::WriteTransaction& tx) const {
        std::set<std::int64_t> ids;
        for (const auto& [id, chosen] : users_) ids.insert(id);
        const auto names = principals::userNames(tx, ids);
        std::vector<Participant> all;
        for (const auto& [id, chosen] : users_) {
            const auto name = names.find(UserId{id});
            if (name == names.end()) refuse("There is no user " + std::to_string(id) + ".");
            all.push_back({.kind = ParticipantKind::User,
                           .id = id,
                           .mail = formats::lines::lower(std::string_view(name->second.email)),
                           .name = name->second.displayName,
                           .chosen = chosen});
        }
        for (const auto& [id, group] : groups_) all.push_back(group);
        for (const auto& [mail, external] : externals_) all.push_back(external);
        return all;
    }

private:
    void check() const {
        if (users_.size() + groups_.size() + externals_.size() <= most_) return;
        const std::string most = std::to_string(most_);
        throw Error(ErrorCode::TooLarge, "more participants than " + most,
                    "A task has at most " + most + " participants, members of groups included.");
    }

    std::size_t most_;
    std::map<std::int64_t, bool> users_;  // whether somebody chose them
    std::map<std::int64_t, Participant> groups_;
    std::map<std::string, Participant> externals_;
};

void keepAnswers(std::vector<Participant>& participants, std::span<const Participant> before) {
    for (auto& participant : participants) {
        const auto found = std::find_if(before.begin(), before.end(), [&](const Participant& other) {
            if (participant.kind != other.kind) return false;
            return participant.kind == ParticipantKind::External ? participant.mail == other.mail
                                                                 : participant.id == other.id;
        });
        if (found == before.end()) continue;
        participant.confirmation = found->confirmation;
        participant.message = found->message;
    }
}

}  // namespace

std::vector<Participant> resolveParticipants(dbpool::WriteTransaction& tx, std::span<const Participant> wanted,
                                             std::span<const Participant> before, std::size_t most) {
    Collector collector(most);
    std::set<std::int64_t> groups;
    for (const auto& participant : wanted) {
        switch (participant.kind) {
            case ParticipantKind::User: collector.addUser(participant.id, true); break;
            case ParticipantKind::External: collector.addExternal(participant); break;
            case ParticipantKind::Group:
                if (!groups.insert(participant.id).second) break;
                if (groups.size() > most) refuse("There are too many groups.");
                if (const auto group = principals::GroupReader(tx).find({participant.id})) {
                    collector.addGroup(*group);
                } else {
                    refuse("There is no group " + std::to_string(participant.id) + ".");
                }
                break;
        }
    }
    auto participants = collector.finish(tx);
    keepAnswers(participants, before);
    return participants;
}

void requireDelegation(const Caller& caller, const Task& task, const std::vector<Participant>& participants) {
    if (participants.empty()) return;
    if (task.fields.isPrivate) refuse("A private task has no participants.");
    const bool alone = std::all_of(participants.begin(), participants.end(),
                                   [&](const Participant& each) { return each.isUser(caller.user); });
    const auto& modules = caller.modules;
    if (alone || std::find(modules.begin(), modules.end(), "delegatetask") != modules.end()) return;
    throw Error(ErrorCode::Forbidden, "user " + std::to_string(caller.user.value) + " may not delegate tasks",
                "You may not give tasks to others.");
}

}  // namespace groupware::tasks
