// Every level of every right, for everybody who may come by a folder, with every operation on it and its objects: what
// is allowed, what is refused, and that what is refused changes nothing and tells nothing. What is expected is written
// here as Open-Xchange's table of levels (groupware/folders/rights.h), without a word of the code that decides.
//
// Another object type is a line of kKinds, another kind of person a line of subjects().
#include "groupware/folders/delegation.h"
#include "groupware/folders/rights.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/service/guest_provisioning.h"
#include "groupware/sync/change.h"
#include "tests/groupware/main/direct_call.h"
#include "tests/groupware/main/node_fixture.h"
#include "tests/groupware/principals/people.h"

#include <algorithm>
#include <array>
#include <functional>
#include <ostream>
#include <set>
#include <utility>

namespace groupware::main {
namespace {

namespace json = formats::json;
using folders::Grant;
using folders::Grantee;
using folders::Rights;

constexpr UserId kAdmin{2};
constexpr UserId kOwner{3};
constexpr UserId kUser{4};
constexpr UserId kMember{5};  ///< of kTeam
constexpr UserId kStranger{6};
constexpr UserId kReader{7};  ///< delegate of kOwner
constexpr UserId kWriter{8};  ///< delegate of kOwner
constexpr UserId kKeeper{9};  ///< has all rights, made the objects of others, and puts things back
constexpr UserId kGuest{1000};
constexpr GroupId kEverybody{0};

/// An object type, as the JSON API has it.
struct Kind {
    const char* module;
    int standard;               ///< of the owner's default folder, see folders::StandardFolder
    const char* name;           ///< the member that is set
    bool inPrivateTree = true;  ///< where delegates count
    const char* more = "";      ///< members that a new one needs besides
    bool ranged = false;        ///< is listed by a range of time
};
std::ostream& operator<<(std::ostream& stream, const Kind& kind) {
    return stream << kind.module;
}
constexpr std::array kKinds{
    Kind{"infostore", 8, "title", false}, Kind{"contacts", 3, "display_name"}, Kind{"tasks", 1, "title"},
    Kind{"calendar", 2, "title", true, R"(,"start_date":1773133200000,"end_date":1773136800000)", true}};

/// Somebody with an entry of a folder that gives him rights.
struct Subject {
    const char* name;
    UserId user;
    Grantee entry;      ///< whom the entry names
    bool named = true;  ///< the entry is his
    Rights besides{};   ///< what he has without it
};

std::vector<Subject> subjects(GroupId team, UserId guest) {
    const auto delegated = [](folders::DelegationLevel level) { return folders::rightsOf(level); };
    return {{.name = "the owner", .user = kOwner, .entry = Grantee::of(kOwner)},
            {.name = "a user who is named", .user = kUser, .entry = Grantee::of(kUser)},
            {.name = "a member of a group that is named", .user = kMember, .entry = Grantee::of(team)},
            {.name = "everybody", .user = kStranger, .entry = Grantee::of(kEverybody)},
            {.name = "a guest", .user = guest, .entry = Grantee::of(guest)},
            {.name = "a stranger", .user = kStranger, .entry = Grantee::of(kUser), .named = false},
            {.name = "the context's administrator", .user = kAdmin, .entry = Grantee::of(team), .named = false},
            {.name = "a delegate who reads",
             .user = kReader,
             .entry = Grantee::of(kReader),
             .besides = delegated(folders::DelegationLevel::Read)},
            {.name = "a delegate who writes",
             .user = kWriter,
             .entry = Grantee::of(kWriter),
             .besides = delegated(folders::DelegationLevel::Write)},
            {.name = "a guest", .user = kGuest, .entry = Grantee::of(kGuest)},
            {.name = "a guest among everybody", .user = kGuest, .entry = Grantee::of(kEverybody), .named = false}};
}

/// Each level of each field alone, in a folder that can be seen; fields without it; the usual sets.
std::vector<Rights> rows() {
    std::vector<Rights> rows{{},
                             {.read = 64, .write = 64, .remove = 64},
                             folders::kViewerRights,
                             folders::kReviewerRights,
                             folders::kAuthorRights,
                             folders::kAdministratorRights,
                             folders::kOwnerRights,
                             {.folder = 1, .admin = true}};
    for (const int folder : {1, 2, 4, 64}) rows.push_back({.folder = folder});
    for (const int level : {1, 2, 64}) {
        rows.push_back({.folder = 1, .read = level});
        rows.push_back({.folder = 1, .write = level});
        rows.push_back({.folder = 1, .remove = level});
        rows.push_back({.folder = 2, .read = level, .write = level, .remove = level});
    }
    return rows;
}

class PermissionMatrixTest : public NodeTest, public testing::WithParamInterface<Kind> {
protected:
    PermissionMatrixTest() {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            for (const auto* name : {"user", "member", "stranger", "reader", "writer", "keeper"}) addUser(tx, name);
            principals::NewGroup team{.name = "team", .displayName = "Team", .members = {kMember}};
            team_ = principals::addGroup(tx, team);
            guest_ = principals::addGuest(
                tx, {.kind = principals::GuestKind::Invited, .email = "guest@example.org", .createdBy = kOwner});
            folders::FolderWriter(tx).setGrants(
                folders::allPrivateOf(kOwner),
                {{Grantee::of(kReader), folders::rightsOf(folders::DelegationLevel::Read)},
                 {Grantee::of(kWriter), folders::rightsOf(folders::DelegationLevel::Write)}});
        });
        folder_ = idIn(done(ask(kOwner, "folders", "new", {{"folder_id", standardFolder()}},
                                R"({"title":"matrix","module":")" + std::string(GetParam().module) + "\"}")));
    }

    struct Answer {
        std::string code;  ///< empty if it was done
        json::Value data;
        [[nodiscard]] bool isDone() const { return code.empty(); }
    };

    /// What the API does for a caller whose session is proven.
    Answer ask(UserId user, const std::string& module, const std::string& action, DirectCall::Parameters parameters,
               const std::string& body = {}) {
        const std::array segments{module};
        const auto& entry = *node_->actions().find(segments, action).entry;
        const auto caller = callerOf(user);
        try {
            api::requireAllowed(entry, caller);
            return {.code = {}, .data = entry.action->handle(caller, DirectCall(std::move(parameters), body)).data};
        } catch (const Error& error) {
            EXPECT_NE(error.code(), ErrorCode::Internal) << error.what();
            return {.code = codeName(error.code()), .data = {}};
        }
    }
    static Answer done(Answer answer) {
        EXPECT_EQ(answer.code, "");
        return answer;
    }
    static std::string idIn(const Answer& answer) {
        if (answer.data.isString()) return answer.data.convert<std::string>();
        return json::requireObject(answer.data, "data")->get("id").convert<std::string>();
    }

    // Operations. Each says whether it was done, and leaves what was there.

    bool sees(UserId user) { return ask(user, "folders", "get", {{"id", folder_}}).isDone(); }
    bool reads(UserId user, const std::string& object) {
        return ask(user, GetParam().module, "get", {{"id", object}, {"folder", folder_}}).isDone();
    }
    bool writes(UserId user, const std::string& object) {
        return ask(user, GetParam().module, "update", {{"id", object}, {"folder", folder_}, {"timestamp", kNow}},
                   "{\"" + std::string(GetParam().name) + "\":\"changed\"}")
            .isDone();
    }
    /// The object is made anew by its maker, if it went.
    bool deletes(UserId user, std::string& object, UserId maker) {
        if (!removes(user, object)) return false;
        object = make(maker);
        return true;
    }
    bool creates(UserId user) {
        const auto made = create(user);
        if (made.isDone()) {
            EXPECT_TRUE(removes(kKeeper, idIn(made)));
        }
        return made.isDone();
    }
    bool createsFolder(UserId user) {
        // A private folder has one administrator, its owner, and would not take the entries of this one.
        const bool isPrivate = GetParam().inPrivateTree;
        const auto owners = R"({"title":"inside","permissions":[{"entity":3,"group":false,"bits":)" +
                            std::to_string(folders::kOwnerRights.bits()) + "}]}";
        const auto made = ask(user, "folders", "new", {{"folder_id", folder_}},
                              isPrivate ? owners : std::string(R"({"title":"inside"})"));
        if (made.isDone()) {
            done(ask(isPrivate ? kOwner : kKeeper, "folders", "delete",
                     {{"timestamp", kNow}, {"hardDelete", "true"}, {"failOnError", "true"}},
                     "[\"" + idIn(made) + "\"]"));
        }
        return made.isDone();
    }
    bool renames(UserId user) {
        const auto title = named_ == "matrix" ? "table" : "matrix";
        const auto renamed = ask(user, "folders", "update", {{"id", folder_}, {"timestamp", kNow}},
                                 "{\"title\":\"" + std::string(title) + "\"}");
        if (renamed.isDone()) named_ = title;
        return renamed.isDone();
    }

    Answer create(UserId user) {
        return ask(user, GetParam().module, "new", {},
                   R"({"folder_id":")" + folder_ + "\",\"" + GetParam().name + "\":\"thing\"" + GetParam().more + "}");
    }
    /// An object of his, whatever he may at the moment.
    std::string make(UserId maker) {
        const auto before = grants_;
        grant({{Grantee::of(maker), folders::kOwnerRights}});
        auto made = idIn(done(create(maker)));
        grant(before);
        return made;
    }
    bool removes(UserId user, const std::string& object) {
        const auto answer = ask(user, GetParam().module, "delete", {{"timestamp", kNow}, {"hardDelete", "true"}},
                                R"([{"id":")" + object + R"(","folder":")" + folder_ + "\"}]");
        // Some answer what stayed instead of an error.
        const bool stayed = answer.isDone() && answer.data.type() == typeid(json::Array::Ptr) &&
                            json::requireArray(answer.data, "data")->size() != 0;
        return answer.isDone() && !stayed;
    }
    /// Of a folder.
    static DirectCall::Parameters listing(const std::string& folder, const std::string& columns) {
        DirectCall::Parameters parameters{{"folder", folder}, {"columns", columns}};
        if (GetParam().ranged) {
            parameters.emplace("start", "1772323200000");
            parameters.emplace("end", "1774915200000");
        }
        return parameters;
    }
    /// Ids of a listing; of a refused one none.
    std::set<std::string> listed(UserId user) {
        const auto answer = ask(user, GetParam().module, "all", listing(folder_, "1"));
        std::set<std::string> ids;
        if (!answer.isDone()) return ids;
        for (const auto& row : *json::requireArray(answer.data, "rows")) {
            ids.insert(json::requireArray(row, "row")->get(0).convert<std::string>());
        }
        return ids;
    }
    /// All that can be told of the folder and its objects.
    std::string state() {
        const auto rows = ask(kKeeper, GetParam().module, "all", listing(folder_, "1,5"));
        const auto folder = ask(kKeeper, "folders", "get", {{"id", folder_}});
        return json::write(rows.data) + json::write(folder.data);
    }

    void grant(std::vector<Grant> grants) {
        grants_ = grants;
        std::erase_if(grants, [](const Grant& grant) {
            return grant.rights == Rights{} || grant.grantee == Grantee::of(kKeeper);
        });
        grants.push_back({Grantee::of(kKeeper), folders::kOwnerRights});
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            folders::FolderWriter(tx).setGrants({std::stoll(folder_)}, grants);
            tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, {}, std::stoll(folder_)));
        });
    }

    struct Case {
        const char* what;
        bool allowed;
        std::function<bool()> operation;
    };
    void check(const Subject& subject, const Rights& given);
    void checkRefusals(const Subject& subject, const std::string& object);

    static constexpr const char* kNow = "9999999999999";
    GroupId team_{};
    UserId guest_{};
    std::string folder_;
    std::string named_ = "matrix";
    std::vector<Grant> grants_;
    std::string own_;      ///< an object of the subject's
    std::string foreign_;  ///< one of kKeeper's

private:
    static void addUser(dbpool::WriteTransaction& tx, const std::string& name) {
        auto user = principals::test::person(name);
        user.access = principals::ModuleAccess::combination("all").value();
        const auto modules = user.access.names();
        folders::createUserFolders(tx, principals::addUser(tx, user), name, modules);
    }
    [[nodiscard]] Caller callerOf(UserId user) const {
        Caller caller;
        caller.context = kContext;
        caller.user = user;
        caller.sessionId = "of a test";
        if (user == guest_) {
            caller.groups = {principals::kGuests};
            caller.modules = principals::guestAccess().names();
            return caller;
        }
        caller.groups = {kEverybody};
        if (user == kMember) caller.groups.push_back(team_);
        caller.contextAdmin = user == kAdmin;
        caller.modules = principals::ModuleAccess::combination("all")->names();
        if (user == kGuest) {
            caller.groups = {principals::kGuests};
            caller.modules = principals::guestAccess().names();
        }
        return caller;
    }
    std::string standardFolder() {
        auto connection = connect();
        auto rows = connection->query("SELECT id FROM folder WHERE cid = ? AND owner = ? AND standard = ?",
                                      {kContext.value, kOwner.value, std::int64_t{GetParam().standard}});
        return rows.next() ? std::to_string(rows.integer(1)) : "none";
    }
    static std::string codeName(ErrorCode code) { return std::to_string(static_cast<int>(code)); }
};

/// One line of the matrix.
void PermissionMatrixTest::check(const Subject& subject, const Rights& given) {
    const auto besides = GetParam().inPrivateTree ? subject.besides : Rights{};
    const auto has = subject.named ? folders::combine(given, besides) : besides;
    grant({{subject.entry, given}});
    const auto user = subject.user;
    const bool in = has.folder >= 1;  // what is in a folder that nobody sees is not there for him
    // What somebody may not read is not there for him to be changed; deleting asks for its own level only.
    const std::vector<Case> cases{
        {"see the folder", in, [&] { return sees(user); }},
        {"read own", in && has.read >= 1, [&] { return reads(user, own_); }},
        {"read others'", in && has.read >= 2, [&] { return reads(user, foreign_); }},
        {"write own", in && has.write >= 1 && has.read >= 1, [&] { return writes(user, own_); }},
        {"write others'", in && has.write >= 2 && has.read >= 2, [&] { return writes(user, foreign_); }},
        {"delete own", in && has.remove >= 1, [&] { return deletes(user, own_, user); }},
        {"delete others'", in && has.remove >= 2, [&] { return deletes(user, foreign_, kKeeper); }},
        {"create objects", has.folder >= 2, [&] { return creates(user); }},
        {"create folders", has.folder >= 4, [&] { return createsFolder(user); }},
        {"rename", in && has.admin, [&] { return renames(user); }}};
    const auto before = state();
    for (const auto& refused : cases) {
        EXPECT_FALSE(!refused.allowed && refused.operation()) << refused.what;
    }
    EXPECT_EQ(state(), before) << "what was refused";
    for (const auto& allowed : cases) {
        EXPECT_TRUE(!allowed.allowed || allowed.operation()) << allowed.what;
    }
    std::set<std::string> readable;
    if (in && has.read >= 1) readable.insert(own_);
    if (in && has.read >= 2) readable.insert(foreign_);
    EXPECT_EQ(listed(user), readable);
    if (!in) checkRefusals(subject, foreign_);
}

/// Whoever does not see a folder cannot tell it, or what is in it, from what is not there.
void PermissionMatrixTest::checkRefusals(const Subject& subject, const std::string& object) {
    const auto user = subject.user;
    const std::string nowhere = "999999";
    EXPECT_EQ(ask(user, "folders", "get", {{"id", folder_}}).code, ask(user, "folders", "get", {{"id", nowhere}}).code);
    const auto get = [&](const std::string& folder, const std::string& id) {
        return ask(user, GetParam().module, "get", {{"id", id}, {"folder", folder}}).code;
    };
    const auto slash = object.find('/');
    const auto absent = slash == std::string::npos ? nowhere : object.substr(0, slash + 1) + nowhere;
    EXPECT_EQ(get(folder_, object), get(folder_, absent));
    const auto all = [&](const std::string& folder) {
        return ask(user, GetParam().module, "all", listing(folder, "1")).code;
    };
    EXPECT_EQ(all(folder_), all(nowhere));
}

TEST_P(PermissionMatrixTest, EverybodyMayWhatHisLevelSays) {
    for (const auto& subject : subjects(team_, guest_)) {
        SCOPED_TRACE(subject.name);
        grant({});
        own_ = make(subject.user);
        foreign_ = make(kKeeper);
        for (const auto& rights : rows()) {
            SCOPED_TRACE("folder " + std::to_string(rights.folder) + " read " + std::to_string(rights.read) +
                         " write " + std::to_string(rights.write) + " delete " + std::to_string(rights.remove) +
                         " admin " + std::to_string(rights.admin ? 1 : 0));
            check(subject, rights);
        }
        EXPECT_TRUE(removes(kKeeper, own_));
        EXPECT_TRUE(removes(kKeeper, foreign_));
    }
}

INSTANTIATE_TEST_SUITE_P(ObjectTypes, PermissionMatrixTest, testing::ValuesIn(kKinds),
                         [](const auto& tested) { return std::string(tested.param.module); });

}  // namespace
}  // namespace groupware::main
