#include "tests/admin/support/provisioning.h"

#include <algorithm>

namespace {

using test::Provisioning;

/// Users, groups and resources inside context 1.
class People : public Provisioning {
protected:
    void SetUp() override {
        prepare();
        expectLine(createContext(1, "defaultcontext"), "context 1 created");
        expectLine(createUser("anna"), "user 3 in context 1 created");
    }
    /// A field of the line of `login` in `listuser --csv`, without its quotation marks.
    [[nodiscard]] std::string listed(const std::string& login, const std::string& column) const {
        const auto listing = run(contextAdmin({"listuser", "--csv", "-s", login})).out;
        const auto end = listing.find('\n');
        const auto names = fields(listing.substr(0, end));
        const auto values = fields(listing.substr(end + 1, listing.size() - end - 2));
        const auto at = std::find(names.begin(), names.end(), column);
        if (at == names.end() || values.size() != names.size()) return "no such column";
        const auto& value = values[static_cast<std::size_t>(at - names.begin())];
        return value.size() < 2 ? value : value.substr(1, value.size() - 2);
    }

private:
    /// Good for values without commas and quotation marks.
    static std::vector<std::string> fields(const std::string& line) {
        std::vector<std::string> all(1);
        for (const char c : line) {
            if (c == ',') {
                all.emplace_back();
            } else {
                all.back() += c;
            }
        }
        return all;
    }
};

TEST_F(People, AGroupsLife) {
    expectLine(createUser("bert"), "user 4 in context 1 created");
    expectLine(contextAdmin({"creategroup", "-n", "sales", "-d", "The sales", "-a", "3,4"}),
               "group 2 in context 1 created");
    EXPECT_EQ(run(contextAdmin({"listgroup"})).out,
              "Id Name           Displayname    Members\n"
              " 0 all_users      All users      2,3,4\n"
              " 1 standard_group Standard group 2,3,4\n"
              " 2 sales          The sales      3,4\n");
    EXPECT_EQ(run(contextAdmin({"listgroup", "-s", "sa*", "--csv"})).out,
              "id,name,displayname,members\n\"2\",\"sales\",\"The sales\",\"3,4\"\n");
    expectLine(contextAdmin({"changegroup", "-n", "sales", "-d", "Sales", "-r", "3", "-a", "2"}),
               "group 2 in context 1 changed");
    EXPECT_EQ(run(contextAdmin({"listgroup", "-s", "sales"})).out,
              "Id Name  Displayname Members\n 2 sales Sales       2,4\n");

    const auto taken = run(contextAdmin({"creategroup", "-n", "SALES", "-d", "x"}));
    EXPECT_EQ(taken.status, 103);
    EXPECT_TRUE(taken.err.starts_with("group in context 1 could not be created: ")) << taken.err;
    EXPECT_EQ(run(contextAdmin({"creategroup", "-n", "x", "-d", "x", "-a", "99"})).status, 103);
    EXPECT_EQ(run(contextAdmin({"changegroup", "-i", "9", "-d", "x"})).status, 112);
    EXPECT_EQ(run(contextAdmin({"deletegroup", "-n", "none"})).status, 112);
    EXPECT_NE(run(contextAdmin({"deletegroup", "-i", "0"})).status, 0);
    EXPECT_NE(run(contextAdmin({"deletegroup", "-i", "1"})).status, 0);

    expectLine(contextAdmin({"deleteuser", "-i", "4"}), "user 4 in context 1 deleted");
    EXPECT_EQ(run(contextAdmin({"listgroup", "-s", "sales"})).out,
              "Id Name  Displayname Members\n 2 sales Sales       2\n");
    expectLine(contextAdmin({"deletegroup", "-i", "2"}), "group 2 in context 1 deleted");
    EXPECT_EQ(run(contextAdmin({"deletegroup", "-i", "2"})).status, 112);
    EXPECT_EQ(run({"listgroup", "-c", "1", "-A", "oxadmin", "-P", "wrong"}).status, 101);
}

TEST_F(People, AResourcesLife) {
    expectLine(contextAdmin({"createresource", "-n", "room", "-d", "The room", "-e", "room@example.com"}),
               "resource 1 in context 1 created");
    EXPECT_EQ(run(contextAdmin({"listresource"})).out,
              "Id Name Displayname Email            Available\n 1 room The room    room@example.com true\n");
    expectLine(contextAdmin({"changeresource", "-i", "1", "-d", "Room", "-a", "false", "-D", "Second floor"}),
               "resource 1 in context 1 changed");
    EXPECT_EQ(
        run(contextAdmin({"listresource", "--csv"})).out,
        "id,name,displayname,email,available,description,booking,booking-managers,direct-bookers,requesters,excluded,"
        "conflicts,conflict-percent,conflict-instances,booking-window,longest-booking,lead-time,recurring\n"
        "\"1\",\"room\",\"Room\",\"room@example.com\",\"false\",\"Second floor\",\"accept\",\"\",\"\",\"\",\"\","
        "\"false\",\"0\",\"0\",\"0\",\"0\",\"0\",\"true\"\n");
    EXPECT_EQ(run(contextAdmin({"createresource", "-n", "room", "-d", "x", "-e", "x@example.com"})).status, 103);
    EXPECT_EQ(run(contextAdmin({"createresource", "-n", "x", "-d", "x", "-e", "no address"})).status, 103);
    EXPECT_EQ(run(contextAdmin({"changeresource", "-n", "none", "-d", "x"})).status, 113);
    expectLine(contextAdmin({"deleteresource", "-n", "room"}), "resource 1 in context 1 deleted");
    EXPECT_EQ(run(contextAdmin({"deleteresource", "-i", "1"})).status, 113);
    EXPECT_EQ(rowsOf(1, "resource"), 0);
}

TEST_F(People, AResourceHasABookingPolicy) {
    expectLine(createUser("bert"), "user 4 in context 1 created");
    expectLine(contextAdmin({"createresource",
                             "-n",
                             "car",
                             "-d",
                             "Car",
                             "-e",
                             "car@example.com",
                             "--booking",
                             "decline",
                             "--booking-managers",
                             "2,user:3",
                             "--requesters",
                             "group:1",
                             "--booking-window",
                             "90",
                             "--longest-booking",
                             "480",
                             "--lead-time",
                             "15",
                             "--recurring",
                             "false"}),
               "resource 1 in context 1 created");
    const auto booking = [&] {
        const auto csv = run(contextAdmin({"listresource", "--csv"})).out;
        const auto at = csv.find("\"Car\"");
        return csv.substr(csv.find(",\"true\",", at));
    };
    EXPECT_EQ(booking(),
              ",\"true\",\"\",\"decline\",\"user:2,user:3\",\"\",\"group:1\",\"\",\"false\",\"0\",\"0\",\"90\","
              "\"480\",\"15\",\"false\"\n");
    expectLine(contextAdmin({"changeresource", "-n", "car", "--booking", "request", "--booking-managers", "3",
                             "--conflict-percent", "20", "--conflict-instances", "2"}),
               "resource 1 in context 1 changed");
    EXPECT_EQ(booking(),
              ",\"true\",\"\",\"request\",\"user:3\",\"\",\"group:1\",\"\",\"false\",\"20\",\"2\",\"90\",\"480\","
              "\"15\",\"false\"\n")
        << "what is not named stays";
    const auto change = [&](const std::string& option, const std::string& value) {
        return run(contextAdmin({"changeresource", "-n", "car", option, value})).status;
    };
    for (const auto& [option, value] : std::vector<std::pair<std::string, std::string>>{{"--booking", "maybe"},
                                                                                        {"--booking-managers", "99"},
                                                                                        {"--booking-managers", "x:1"},
                                                                                        {"--conflict-percent", "101"},
                                                                                        {"--lead-time", "-1"}}) {
        EXPECT_NE(change(option, value), 0) << option << value;
    }
    EXPECT_NE(booking().find("\"request\""), std::string::npos);
}

TEST_F(People, AUserPublishesWhenHeIsBusy) {
    expectLine(createUser("bert"), "user 4 in context 1 created");
    const auto shown = run(contextAdmin({"changeuser", "-i", "4", "--freebusy-url", "true"}));
    EXPECT_EQ(shown.out.rfind("user 4 in context 1 changed\nfree/busy at /ajax/free-busy/00000001", 0), 0U)
        << shown.out;
    EXPECT_EQ(shown.out.substr(shown.out.size() - 5), ".ifb\n");
    EXPECT_EQ(rowsOf(1, "calendar_free_busy"), 1);
    const auto again = run(contextAdmin({"changeuser", "-i", "4", "--freebusy-url", "true"}));
    EXPECT_NE(again.out, shown.out) << "the one before is over";
    expectLine(contextAdmin({"changeuser", "-i", "4", "--freebusy-url", "false"}), "user 4 in context 1 changed");
    EXPECT_EQ(run(contextAdmin({"changeuser", "-i", "4", "--freebusy-url", "maybe"})).status, 109);
    expectLine(contextAdmin({"deleteuser", "-i", "4"}), "user 4 in context 1 deleted");
    EXPECT_EQ(rowsOf(1, "calendar_free_busy"), 0) << "it goes with him";
}

TEST_F(People, AUsersContactDataIsSetListedAndTakenAway) {
    auto bert = createUser("bert");
    bert.insert(bert.end(), {"--telephone_business1", "+49 30 1", "--birthday", "1970-01-02", "--city_home", "Bonn",
                             "-z", "Yard", "-x", "Docks"});
    expectLine(bert, "user 4 in context 1 created");
    EXPECT_EQ(listed("bert", "telephone_business1"), "+49 30 1");
    EXPECT_EQ(listed("bert", "birthday"), "1970-01-02");
    EXPECT_EQ(listed("bert", "city_home"), "Bonn");
    EXPECT_EQ(listed("bert", "company"), "Yard");
    EXPECT_EQ(listed("anna", "city_home"), "");
    expectLine(contextAdmin({"changeuser", "-u", "bert", "--city_home", "", "--nickname", "B"}),
               "user 4 in context 1 changed");
    EXPECT_EQ(listed("bert", "city_home"), "");
    EXPECT_EQ(listed("bert", "nickname"), "B");
    EXPECT_EQ(listed("bert", "telephone_business1"), "+49 30 1");
    EXPECT_EQ(run(contextAdmin({"changeuser", "-u", "bert", "--birthday", "yesterday"})).status, 103);
    EXPECT_EQ(run(contextAdmin({"changeuser", "-u", "bert", "--imapserver", "mail"})).status, 111);
}

TEST_F(People, WhatAUserMayUseIsSetAndListed) {
    expectLine(contextAdmin({"changeuser", "-u", "anna", "--access-combination-name", "pim"}),
               "user 3 in context 1 changed");
    EXPECT_EQ(listed("anna", "access_combination_name"), "pim");
    EXPECT_EQ(listed("anna", "access-tasks"), "true");
    EXPECT_EQ(listed("anna", "access-infostore"), "false");
    expectLine(contextAdmin({"getaccesscombinationnameforuser", "-u", "anna"}), "pim");
    expectLine(contextAdmin({"changeuser", "-u", "anna", "--access-edit-group", "on", "--access-tasks", "off"}),
               "user 3 in context 1 changed");
    EXPECT_EQ(listed("anna", "access-edit-group"), "true");
    EXPECT_EQ(listed("anna", "access-tasks"), "false");
    EXPECT_EQ(listed("anna", "access_combination_name"), "");
    const auto none = run(contextAdmin({"getaccesscombinationnameforuser", "-u", "anna"}));
    EXPECT_EQ(none.status, 0);
    EXPECT_EQ(none.out, "");
    EXPECT_EQ(run(contextAdmin({"getaccesscombinationnameforuser", "-i", "9"})).status, 108);
    EXPECT_EQ(run(contextAdmin({"changeuser", "-u", "anna", "--access-combination-name", "everything"})).status, 103);
    EXPECT_EQ(run(contextAdmin({"changeuser", "-u", "anna", "--access-tasks", "perhaps"})).status, 109);
}

TEST_F(People, WhatADeletedUserSharedGoesToTheHeir) {
    expectLine(createUser("bert"), "user 4 in context 1 created");
    expectLine(createUser("carl"), "user 5 in context 1 created");
    EXPECT_EQ(run(contextAdmin({"deleteuser", "-i", "4", "--reassign", "4"})).status, 103);
    EXPECT_EQ(run(contextAdmin({"deleteuser", "-i", "4", "--reassign", "99"})).status, 108);
    const auto settings =
        "`" + configValue("SELECT db_schema FROM `@`.context_server2db_pool WHERE cid = 1") + "`.jslob";
    servers().master().execute("INSERT INTO " + settings +
                               " VALUES (1, 4, 'core', 'a', '{}'), (1, 5, 'core', 'a', '{}')");
    expectLine(contextAdmin({"deleteuser", "-i", "4", "--reassign", "5"}), "user 4 in context 1 deleted");
    EXPECT_EQ(servers().master().value("SELECT GROUP_CONCAT(user) FROM " + settings), "5") << "settings go with him";
    EXPECT_EQ(run(contextAdmin({"existsuser", "-i", "4"})).status, 1);
}

TEST_F(People, WhatADeletedUserSharedGoesWithHimIfThatIsAsked) {
    for (const auto* name : {"bert", "carl"}) (void)run(createUser(name));
    const auto& master = servers().master();
    const auto folder =
        "`" + configValue("SELECT db_schema FROM `@`.context_server2db_pool WHERE cid = 1") + "`.folder";
    const auto add = [&](const std::string& id, const std::string& parent, const std::string& owner) {
        master.execute(
            "INSERT INTO " + folder +
            " (cid, id, parent, name_scope, module, name, type, owner, created_by, modified_by, created_seq, "
            "seq, content_seq) VALUES (1, " +
            id + ", " + parent + ", 0, 'tasks', 'f" + id + "', 2, " + owner + ", 2, 2, 1, 1, 1)");
    };
    add("901", "2", "4");    // Bert's public folder
    add("902", "901", "5");  // Carl's inside
    add("903", "2", "5");    // and Carl's own
    EXPECT_EQ(run(contextAdmin({"deleteuser", "-i", "4", "--no-reassign", "--reassign", "5"})).status, 109);
    expectLine(contextAdmin({"deleteuser", "-i", "4", "--no-reassign"}), "user 4 in context 1 deleted");
    EXPECT_EQ(master.value("SELECT GROUP_CONCAT(id) FROM " + folder + " WHERE id > 900"), "903");
    EXPECT_EQ(master.value("SELECT COUNT(*) FROM " + folder + " WHERE owner = 4"), "0");
}

}  // namespace
