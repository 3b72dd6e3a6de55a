#include "tests/groupware/folders/folder_api_fixture.h"

#include <chrono>
#include <string>
#include <utility>

namespace groupware::folders::api {
namespace {

TEST_F(FolderApiTest, RootAndListAnswerRowsInTheOrderOfTheColumns) {
    EXPECT_EQ(data(get(kAlice, "root&columns=1,300,301,302,20")),
              R"([["1","private","system",5,"0"],["2","public","system",5,"0"],)"
              R"(["3","shared","system",5,"0"],["9","infostore","infostore",5,"0"]])");
    const auto files = idText(filesOf(kAlice));
    const auto b = idText(make(kAlice, filesOf(kAlice), "b"));
    const auto a = idText(make(kAlice, filesOf(kAlice), "A"));
    EXPECT_EQ(data(get(kAlice, "list&parent=" + files + "&columns=1,300,316")),
              R"([[")" + idText(trashOf(kAlice)) + R"(","Trash",12],[")" + a + R"(","A",0],[")" + b + R"(","b",0]])");
}

TEST_F(FolderApiTest, CreationDatesAreInTheZoneAskedForAndTimestampsInUtc) {
    const auto id = idText(make(kAlice, filesOf(kAlice), "a"));
    const auto dates = [&](const std::string& zone) {
        const auto object = json::requireObject(get(kAlice, "get&id=" + id + zone)->get("data"), "data");
        return std::pair(json::integer(*object, "creation_date").value(), json::integer(*object, "last_modified"));
    };
    const auto [utc, changed] = dates("");
    const auto half = utc + std::chrono::milliseconds(std::chrono::minutes(30)).count();
    EXPECT_EQ(dates("&timezone=Test/Half"), std::pair(half, changed));
    EXPECT_EQ(data(get(kAlice, "path&id=" + id + "&columns=4&timezone=Test/Half")).find("[[" + std::to_string(half)),
              0U);
    EXPECT_EQ(code(get(kAlice, "get&timezone=Test/None&id=" + id)), "SVL-0010");
}

TEST_F(FolderApiTest, AllowedModulesHideOthersByNameOrNumber) {
    EXPECT_EQ(data(get(kAlice, "list&parent=1&columns=300&allowed_modules=calendar,1")), R"([["Calendar"],["Tasks"]])");
}

TEST_F(FolderApiTest, GetAnswersAWholeFolder) {
    const auto folder = make(kAlice, filesOf(kAlice), "report");
    addNotes(folder, 2);
    share(kAlice, folder, {{Grantee::of(kBob), kViewerRights}, {Grantee::of(kSales), kAuthorRights}});
    const auto envelope = get(kBob, "get&id=" + idText(folder));
    const auto object = json::requireObject(envelope->get("data"), "data");
    EXPECT_EQ(object->getValue<std::string>("id"), idText(folder));
    EXPECT_EQ(object->getValue<std::string>("title"), "report");
    EXPECT_EQ(object->getValue<std::string>("module"), "infostore");
    EXPECT_EQ(object->getValue<std::string>("created_by"), "3");
    EXPECT_EQ(object->getValue<std::int64_t>("own_rights"), kAuthorRights.bits());
    EXPECT_EQ(object->getValue<std::int64_t>("total"), 2);
    EXPECT_FALSE(object->getValue<bool>("subfolders"));
    EXPECT_FALSE(object->getValue<bool>("standard_folder"));
    EXPECT_EQ(object->getValue<std::int64_t>("last_modified"), envelope->getValue<std::int64_t>("timestamp"));
    EXPECT_EQ(json::write(object->get("permissions")),
              R"([{"bits":403710016,"entity":3,"group":false},{"bits":257,"entity":4,"group":false},)"
              R"({"bits":4227332,"entity":6,"group":true}])");
}

TEST_F(FolderApiTest, ColumnsThatNobodyKnowsAreNull) {
    EXPECT_EQ(data(get(kAlice, "path&id=10&columns=1,9999")), R"([["10",null],["9",null]])");
}

TEST_F(FolderApiTest, NewTakesTheWrappedAndTheBareObject) {
    const auto parent = idText(filesOf(kAlice));
    const auto wrapped = put(kAlice, "new&folder_id=" + parent,
                             R"({"folder":{"title":"wrapped","module":"infostore","permissions":)"
                             R"([{"entity":3,"group":false,"bits":403710016},{"entity":0,"group":true,"bits":257}]}})");
    const FolderId id{std::stoll(wrapped->getValue<std::string>("data"))};
    EXPECT_EQ(view(kCarol, id).rights, kViewerRights);
    EXPECT_EQ(view(kAlice, id).folder.changed.value, wrapped->getValue<std::int64_t>("timestamp"));
    const auto bare = put(kAlice, "new&folder_id=" + parent, R"({"title":"bare","module":8})");
    EXPECT_EQ(view(kAlice, {std::stoll(bare->getValue<std::string>("data"))}).folder.module, "infostore");
}

TEST_F(FolderApiTest, UpdateRenamesMovesAndShares) {
    const auto folder = make(kAlice, filesOf(kAlice), "old");
    const auto below = make(kAlice, folder, "below");
    const auto target = make(kAlice, filesOf(kAlice), "target");
    const auto known = idText({view(kAlice, folder).folder.changed.value});
    const auto answer = put(kAlice, "update&cascadePermissions=true&id=" + idText(folder) + "&timestamp=" + known,
                            R"({"folder":{"title":"new","folder_id":")" + idText(target) +
                                R"(","permissions":[{"entity":3,"bits":403710016},{"entity":4,"bits":257}]}})");
    EXPECT_EQ(answer->getValue<std::string>("data"), idText(folder));
    EXPECT_EQ(view(kBob, folder).folder.name, "new");
    EXPECT_EQ(view(kAlice, folder).folder.parent, target);
    EXPECT_EQ(view(kBob, below).rights, kViewerRights);
    EXPECT_EQ(code(put(kAlice, "update&id=" + idText(folder) + "&timestamp=" + known, R"({"title":"late"})")),
              "FLD-0009");
    EXPECT_EQ(view(kAlice, folder).folder.name, "new");
}

TEST_F(FolderApiTest, DeleteAnswersWhatStayed) {
    const auto goes = make(kAlice, filesOf(kAlice), "goes");
    const auto body = "[\"" + idText(goes) + "\"," + idText(filesOf(kAlice)) + ",\"999999\"]";
    EXPECT_EQ(data(put(kAlice, "delete&hardDelete=true", body)), "[\"" + idText(filesOf(kAlice)) + "\",\"999999\"]");
    EXPECT_FALSE(sees(kAlice, goes));
    const auto again = make(kAlice, filesOf(kAlice), "again");
    EXPECT_EQ(data(put(kAlice, "delete", "[" + idText(again) + "]")), "[]");
    EXPECT_EQ(view(kAlice, again).folder.parent, trashOf(kAlice));
    EXPECT_EQ(code(put(kAlice, "delete&failOnError=true", "[999999]")), "FLD-0008");
}

TEST_F(FolderApiTest, RestoreAnswersWhereFoldersAreNow) {
    const auto home = make(kAlice, filesOf(kAlice), "home");
    const auto folder = make(kAlice, home, "back");
    (void)service_.remove(as(kAlice), folder, false, {});
    const auto answer = put(kAlice, "restore&tree=1", "[\"" + idText(folder) + "\",\"" + idText(home) + "\"]");
    EXPECT_EQ(data(answer),
              R"([{"folder_id":")" + idText(home) + R"(","id":")" + idText(folder) + R"(","title":"back"}])");
    EXPECT_EQ(answer->getArray("warnings")->size(), 1U) << "home is not in the trash";
    EXPECT_EQ(view(kAlice, folder).folder.changed.value, answer->getValue<std::int64_t>("timestamp"));
    EXPECT_EQ(code(put(kAlice, "restore&failOnError=true", "[999999]")), "FLD-0008");
}

TEST_F(FolderApiTest, NobodyIsNotified) {
    EXPECT_EQ(code(put(kAlice, "notify&id=" + idText(filesOf(kAlice)), R"({"entities":["4"]})")), "FLD-0003");
}

TEST_F(FolderApiTest, ClearEmptiesAndUpdatesNamesRowsAndDeletedIds) {
    const auto files = idText(filesOf(kAlice));
    const auto gone = make(kAlice, filesOf(kAlice), "gone");
    addNotes(gone, 2);
    EXPECT_EQ(data(put(kAlice, "clear", "[\"" + idText(gone) + "\"]")), "[]");
    EXPECT_EQ(notesIn(gone), 0);
    const auto since = get(kAlice, "list&parent=" + files + "&columns=1")->getValue<std::int64_t>("timestamp");
    const auto fresh = make(kAlice, filesOf(kAlice), "fresh");
    service_.remove(as(kAlice), gone, true, {});
    const auto query = "updates&parent=" + files + "&columns=1,300&timestamp=" + std::to_string(since);
    EXPECT_EQ(data(get(kAlice, query)), "[[\"" + idText(fresh) + "\",\"fresh\"],\"" + idText(gone) + "\"]");
    EXPECT_EQ(data(get(kAlice, query + "&ignore=deleted")), "[[\"" + idText(fresh) + "\",\"fresh\"]]");
}

TEST_F(FolderApiTest, AllVisibleHasThreeLists) {
    share(kAlice, calendarOf(kAlice), {{Grantee::of(kBob), kViewerRights}});
    EXPECT_EQ(data(get(kBob, "allVisible&content_type=calendar&columns=1,302,20")),
              R"({"private":[[")" + idText(calendarOf(kBob)) + R"(",1,"1"]],"public":[],"shared":[[")" +
                  idText(calendarOf(kAlice)) + R"(",3,"3"]]})");
}

TEST_F(FolderApiTest, ErrorsHaveTheCodesClientsKnow) {
    const auto files = idText(filesOf(kAlice));
    (void)make(kAlice, filesOf(kAlice), "taken");
    EXPECT_EQ(code(get(kBob, "get&id=" + files)), "FLD-0008");
    EXPECT_EQ(code(get(kBob, "get&id=default0/INBOX")), "FLD-0008");
    EXPECT_EQ(code(get(kBob, "get")), "SVL-0002");
    EXPECT_EQ(code(get(kBob, "list&parent=1")), "SVL-0002");
    EXPECT_EQ(code(put(kAlice, "new&folder_id=" + files, R"({"title":"taken"})")), "FLD-0012");
    EXPECT_EQ(code(put(kAlice, "new&folder_id=10", R"({"title":"x"})")), "FLD-0003");
    EXPECT_NE(code(put(kAlice, "new&folder_id=" + files, R"({"module":"infostore"})")), "none");
    EXPECT_NE(code(put(kAlice, "new&folder_id=" + files, R"({"title":"a/b"})")), "none");
    EXPECT_NE(code(put(kAlice, "new&folder_id=" + files, R"({"title":"x","permissions":[{"entity":3,"bits":3}]})")),
              "none");
    EXPECT_NE(code(put(kAlice, "delete", R"({"id":5})")), "none");
    EXPECT_EQ(namesBelow(kAlice, filesOf(kAlice)), (Names{"Trash", "taken"}));
}

TEST_F(FolderApiTest, ARequestNamesABoundedNumberOfFolders) {
    std::string body = "[1";
    for (int i = 0; i < 100; ++i) body += ",1";
    EXPECT_NE(code(put(kAlice, "delete", body + "]")), "none");
}

TEST_F(FolderApiTest, SubscriptionsAreFlagsOfTheFolder) {
    const auto files = idText(filesOf(kAlice));
    const auto id = idText(make(kAlice, filesOf(kAlice), "a"));
    const auto state = [&] { return data(get(kAlice, "path&columns=314,321&id=" + id)); };
    EXPECT_EQ(state().find(R"([[true,{"protected":"false","value":"true"}])"), 0U) << state();
    EXPECT_EQ(
        code(put(kAlice, "update&id=" + id, R"({"folder":{"subscribed":false,"used_for_sync":{"value":"false"}}})")),
        "none");
    EXPECT_EQ(state().find(R"([[false,{"protected":"false","value":"false"}])"), 0U) << state();
    EXPECT_EQ(data(get(kAlice, "list&columns=300&parent=" + files)), R"([["Trash"]])");
    EXPECT_EQ(data(get(kAlice, "list&all=1&columns=300&parent=" + files)), R"([["Trash"],["a"]])");
    EXPECT_NE(code(put(kAlice, "update&id=" + id, R"({"folder":{"used_for_sync":{"value":"maybe"}}})")), "none");
}

TEST_F(FolderApiTest, SharesAreThoseOfOneModule) {
    const auto id = make(kAlice, filesOf(kAlice), "a");
    share(kAlice, id, {{Grantee::of(kBob), kViewerRights}});
    EXPECT_EQ(data(get(kAlice, "shares&columns=1,300&content_type=infostore")), R"([[")" + idText(id) + R"(","a"]])");
    EXPECT_EQ(data(get(kAlice, "shares&columns=1,300&content_type=calendar")), "[]");
    EXPECT_EQ(code(get(kAlice, "shares&columns=1,300")), "SVL-0002");
}

TEST_F(FolderApiTest, DelegatesAreSetListedAndRemoved) {
    const std::string own = R"({"entity":4,"group":false,"level":"write"})";
    EXPECT_EQ(code(put(kAlice, "set", own, "delegation")), "none");
    EXPECT_EQ(code(put(kAlice, "set", R"({"entity":6,"group":true,"level":"read"})", "delegation")), "none");
    EXPECT_EQ(data(send(kAlice, "GET", "all", "", "delegation")),
              "[" + own + R"(,{"entity":6,"group":true,"level":"read"}])");
    EXPECT_EQ(
        data(send(kBob, "GET", "mandates", "", "delegation")),
        R"([{"entity":4,"group":false,"level":"write","owner":3},{"entity":6,"group":true,"level":"read","owner":3}])");
    EXPECT_EQ(code(put(kAlice, "set", R"({"entity":4,"level":"all"})", "delegation")), "DLG-0003");
    EXPECT_EQ(code(put(kAlice, "set", R"({"entity":99,"level":"read"})", "delegation")), "DLG-0003");
    EXPECT_EQ(code(put(kAlice, "delete", R"([{"entity":4},{"entity":6,"group":true},{"entity":77}])", "delegation")),
              "none");
    EXPECT_EQ(data(send(kBob, "GET", "mandates", "", "delegation")), "[]");
}

TEST_F(FolderApiTest, ChecklimitsAnswersWhatTheUploadsWouldMeet) {
    const auto query = "checklimits&type=filestore&id=" + idText(filesOf(kAlice));
    const std::string body = R"({"files":[{"name":"a.txt","size":7},{"size":"8"}]})";
    EXPECT_EQ(data(put(kAlice, query, body)), R"({"errors":[]})");
    ASSERT_EQ(planned_.size(), 2U);
    EXPECT_EQ(planned_[0].name, "a.txt");
    EXPECT_EQ(planned_[0].size, 7);
    EXPECT_EQ(planned_[1].size, 8);

    obstacles_ = {Error(ErrorCode::TooLarge, "log", "Too large."), Error(ErrorCode::QuotaExceeded, "log", "Full.")};
    const auto answer = put(kAlice, query, body);
    EXPECT_EQ(code(answer), "none") << "the question was answered";
    const auto object = json::requireObject(answer->get("data"), "data");
    const auto errors = json::array(*object, "errors");
    ASSERT_EQ(errors->size(), 2U);
    EXPECT_EQ(json::text(*errors->getObject(0), "code"), "IFO-1700");
    EXPECT_EQ(json::text(*errors->getObject(0), "error"), "Too large.");
    EXPECT_EQ(json::text(*errors->getObject(1), "code"), "FLS-0003");

    EXPECT_EQ(code(put(kAlice, "checklimits&type=mail&id=1", body)), "SVL-0010");
    EXPECT_EQ(code(put(kAlice, "checklimits&type=filestore", body)), "SVL-0002");
    EXPECT_EQ(code(put(kAlice, query, R"({"files":7})")), "SVL-0010");
}

}  // namespace
}  // namespace groupware::folders::api
