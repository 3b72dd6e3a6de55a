#include "groupware/api/dispatcher.h"
#include "groupware/api/find.h"
#include "groupware/api/registry.h"
#include "groupware/contacts/api/actions.h"
#include "groupware/contacts/api/find_contacts.h"
#include "groupware/contacts/api/wire.h"
#include "tests/groupware/api/test_zones.h"
#include "tests/groupware/contacts/contacts_fixture.h"
#include "tests/groupware/contacts/pictures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::contacts::api {
namespace {

class TextBody final : public net::RequestBody {
public:
    explicit TextBody(std::string_view octets) : rest_(octets), length_(octets.size()) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::size_t count = rest_.copy(into.data(), into.size());
        rest_.remove_prefix(count);
        return count;
    }
    [[nodiscard]] std::optional<std::uint64_t> length() const override { return length_; }

private:
    std::string_view rest_;
    std::uint64_t length_;
};

/// The session parameter names the user; proving it is not this module's business.
class NamedCallers final : public http::Authenticator {
public:
    NamedCallers(Caller anna, Caller bert) : anna_(std::move(anna)), bert_(std::move(bert)) {}
    void requireMaster(const Caller& /*caller*/) override {}
    [[nodiscard]] Caller authenticate(const http::Request& /*request*/, std::string_view sessionId) override {
        return sessionId == "anna" ? anna_ : bert_;
    }

private:
    Caller anna_;
    Caller bert_;
};

struct Answer {
    int status = 0;
    net::Headers headers;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const {
        const auto* value = net::findHeader(headers, name);
        return value != nullptr ? *value : "";
    }
    [[nodiscard]] json::Object::Ptr envelope() const {
        return json::requireObject(json::parse(body, {}), "the envelope");
    }
    [[nodiscard]] json::Object::Ptr object() const { return json::requireObject(envelope()->get("data"), "data"); }
    [[nodiscard]] json::Array::Ptr rows() const { return json::requireArray(envelope()->get("data"), "data"); }
    [[nodiscard]] std::string code() const { return json::text(*envelope(), "code").value_or("no error"); }
    [[nodiscard]] std::string timestamp() const { return json::text(*envelope(), "timestamp").value_or("none"); }
    [[nodiscard]] std::string id() const { return json::text(*object(), "id").value_or("none"); }
    [[nodiscard]] std::string data() const { return json::write(envelope()->get("data")); }
};

/// The module behind the real dispatcher, called with HTTP requests.
class ApiTest : public ContactsTest {
protected:
    ApiTest()
        : actions_(service_, FormLimits{}, zones_),
          authenticator_(anna(), bert()),
          envelopes_([](const std::exception& error) { return Error(ErrorCode::Internal, error.what()); }),
          dispatcher_(registry_, authenticator_, envelopes_, {}) {
        actions_.addTo(registry_, "contacts");
        actions_.addTo(registry_, "addressbooks");
        actions_.addFilesTo(registry_);
        folder_ = std::to_string(annas_.value);
    }

    Answer send(const std::string& method, const std::string& path, const std::string& query, const std::string& body,
                net::Headers headers = {}, const std::string& session = "anna") {
        net::RequestHead head;
        head.method = method;
        head.path = "/ajax/" + path;
        head.query = "session=" + session + "&" + query;
        head.headers = std::move(headers);
        TextBody octets(body);
        http::Request request(head, octets, 100);
        request.setRoute("/ajax", 1);
        http::Response response = dispatcher_.handle(request);
        Answer answer{.status = response.status, .headers = response.headers, .body = response.body};
        if (response.stream) {
            answer.body.clear();
            std::array<char, 777> piece{};
            while (const std::size_t count = response.stream->read(piece)) answer.body.append(piece.data(), count);
        }
        return answer;
    }
    Answer get(const std::string& query) { return send("GET", "contacts", query, ""); }
    Answer put(const std::string& query, const std::string& body) { return send("PUT", "contacts", query, body); }
    /// A form with the object in `json` (if there is one) and the file.
    Answer post(const std::string& path, const std::string& query, const std::string& object, const std::string& file) {
        std::string body;
        if (!object.empty())
            body += "--frontier\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n" + object + "\r\n";
        body += "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" + file +
                "\r\n--frontier--\r\n";
        return send("POST", path, query, body, {{"Content-Type", "multipart/form-data; boundary=frontier"}});
    }
    Answer create(const std::string& members) {
        return put("action=new", R"({"folder_id":")" + folder_ + "\"," + members + "}");
    }

    groupware::api::Registry registry_;
    groupware::api::Zones zones_{groupware::api::test::findZone};
    Actions actions_;
    NamedCallers authenticator_;
    groupware::api::Envelopes envelopes_;
    groupware::api::Dispatcher dispatcher_;
    std::string folder_;
};

TEST_F(ApiTest, AContactGoesThroughItsLife) {
    const auto made =
        create(R"("last_name":"Doe","first_name":"Jo","birthday":86400000,"private_flag":false,"color_label":4)");
    ASSERT_EQ(made.code(), "no error") << made.body;
    const auto place = "&id=" + made.id() + "&folder=" + folder_;
    const auto read = get("action=get" + place);
    EXPECT_EQ(json::text(*read.object(), "display_name"), "Doe, Jo");
    EXPECT_EQ(json::integer(*read.object(), "birthday"), 86400000);
    EXPECT_EQ(json::integer(*read.object(), "color_label"), 4);
    EXPECT_EQ(read.timestamp(), made.timestamp());
    // What a client got may be sent back as a whole.
    const auto same = put("action=update" + place + "&timestamp=" + read.timestamp(), read.data());
    EXPECT_EQ(same.code(), "no error") << same.body;
    const auto changed =
        put("action=update" + place + "&timestamp=" + same.timestamp(), R"({"birthday":null,"note":"a\nb"})");
    EXPECT_EQ(changed.code(), "no error");
    EXPECT_EQ(get("action=all&columns=1,500,511,518&folder=" + folder_).data(),
              R"([[")" + made.id() + R"(","Doe, Jo",null,"a\nb"]])");
    EXPECT_EQ(put("action=update" + place + "&timestamp=" + made.timestamp(), R"({"note":""})").code(), "CON-0119");
    EXPECT_EQ(put("action=update" + place, R"({"note":""})").code(), "SVL-0002");
    const auto ref = R"({"id":")" + made.id() + R"(","folder":")" + folder_ + "\"}";
    const auto refused = put("action=delete&timestamp=" + made.timestamp(), "[" + ref + "]").rows();
    ASSERT_EQ(refused->size(), 1U);
    EXPECT_EQ(json::text(*refused->getObject(0), "id"), made.id());
    EXPECT_EQ(put("action=delete&timestamp=" + changed.timestamp(), ref).data(), "[]");
    EXPECT_EQ(get("action=get" + place).code(), "CON-0125");
    EXPECT_EQ(get("action=updates&columns=1&folder=" + folder_ + "&timestamp=" + made.timestamp()).data(),
              "[" + made.id() + "]");
}

TEST_F(ApiTest, WrongInputIsRefused) {
    EXPECT_EQ(create(R"("last_name":"Doe","shoe_size":44)").code(), "SVL-0010");
    EXPECT_EQ(create(R"("last_name":7.5)").code(), "SVL-0010");
    EXPECT_EQ(create(R"("last_name":"Doe","color_label":11)").code(), "SVL-0010");
    EXPECT_EQ(create(R"("note":"nobody")").code(), "SVL-0010");
    EXPECT_EQ(create(R"("last_name":")" + std::string(256, 'a') + "\"").code(), "SVL-0031");
    EXPECT_EQ(put("action=new", R"({"folder_id":"6","last_name":"Doe"})").code(), "CON-0104");
    EXPECT_EQ(put("action=new", R"({"last_name":"Doe"})").code(), "SVL-0010");
    EXPECT_EQ(rowsOf("contact"), 0);
    limits_.searchMinimum = 3;
    EXPECT_EQ(put("action=search&columns=1", R"({"pattern":"ab*"})").code(), "CON-1000");
}

TEST_F(ApiTest, SearchesFindWhatTheyName) {
    create(R"("last_name":"Doe","first_name":"Jo","email1":"doe@example.com","city_home":"Ulm")");
    create(R"("last_name":"Roe","first_name":"Al","email1":"roe@example.com","city_home":"Bonn")");
    const auto names = [&](const std::string& query, const std::string& body) {
        return put("action=" + query + "&columns=502&sort=502&order=asc", body).data();
    };
    EXPECT_EQ(names("search", R"({"pattern":"oe","folder":[")" + folder_ + R"("]})"), R"([["Doe"],["Roe"]])");
    EXPECT_EQ(names("search", R"({"last_name":"d*"})"), R"([["Doe"]])");
    EXPECT_EQ(names("search", R"({"last_name":"doe","first_name":"al","orSearch":true})"), R"([["Doe"],["Roe"]])");
    EXPECT_EQ(names("search", R"({"pattern":"r","startletter":true})"), R"([["Roe"]])");
    EXPECT_EQ(names("advancedSearch", R"({"filter":["and",["=",{"field":"folder_id"},")" + folder_ +
                                          R"("],["not",["=",{"field":"city_home"},"ulm"]]]})"),
              R"([["Roe"]])");
    EXPECT_EQ(put("action=advancedSearch&columns=1", R"({"filter":["like",{"field":"note"},"x"]})").code(), "SVL-0010");
    EXPECT_EQ(put("action=advancedSearch&columns=1", R"({"filter":["=",{"field":"nose"},"x"]})").code(), "SVL-0010");
    EXPECT_EQ(get("action=autocomplete&query=do&columns=555").data(), R"([["doe@example.com"]])");
    EXPECT_EQ(get("action=getuser&id=4").object()->getValue<std::string>("display_name"), "Bert");
    EXPECT_EQ(put("action=listuser&columns=524,20", "[4]").data(), R"([[4,"6"]])");
}

TEST_F(ApiTest, FindSuggestsAndPagesWhatTheCallerMayRead) {
    FindContacts contacts(service_, zones_);
    const engine::FindModules modules({&contacts});
    engine::FindQuery query(modules, 2);
    engine::FindAutocomplete autocomplete(modules);
    registry_.add("find", "query", query);
    registry_.add("find", "autocomplete", autocomplete);
    const auto find = [&](const std::string& what, const std::string& body) {
        return send("PUT", "find", "module=contacts&" + what, body);
    };
    for (const auto* name : {"Teasdale", "Teague", "Teal", "Coffey"})
        create(R"("display_name":")" + std::string(name) + "\"");
    add(bert(), berts_, "Teabert");
    const std::string tea = R"({"facets":[{"facet":"global","value":"tea"}])";
    EXPECT_EQ(find("action=query&fields=display_name", tea + "}").data(),
              R"({"num_found":3,"results":[{"display_name":"Teague"},{"display_name":"Teal"}],"size":2,"start":0})");
    EXPECT_EQ(find("action=query&columns=500", tea + R"(,"start":2})").data(),
              R"({"num_found":3,"results":[["Teasdale"]],"size":1,"start":2})");
    // Users too, and within a folder only what is in it.
    EXPECT_EQ(find("action=query&columns=500,20", R"({"facets":[{"facet":"global","value":"bert"}]})").data(),
              R"({"num_found":1,"results":[["Bert","6"]],"size":1,"start":0})");
    const auto within = [](FolderId folder) {
        return R"({"facets":[{"facet":"folder","value":")" + std::to_string(folder.value) + "\"}]}";
    };
    EXPECT_EQ(json::integer(*find("action=query&columns=1", within(annas_)).object(), "num_found"), 4);
    EXPECT_EQ(find("action=query&columns=1", within(berts_)).code(), "SVL-0004");
    const auto facets = json::array(*find("action=autocomplete&limit=2", R"({"prefix":"tea"})").object(), "facets");
    ASSERT_EQ(facets->size(), 2U);
    EXPECT_EQ(json::array(*facets->getObject(1), "values")->size(), 2U);
    limits_.searchMinimum = 4;
    EXPECT_EQ(find("action=query&columns=1", tea + "}").code(), "CON-1000");
}

TEST_F(ApiTest, ListsShowTheirMembers) {
    const auto doe = create(R"("last_name":"Doe","email1":"doe@example.com")");
    const auto list = create(R"("display_name":"L","distribution_list":[{"id":")" + doe.id() + R"(","mail_field":1},)" +
                             R"({"display_name":"F","mail":"f@example.com","mail_field":0}])");
    ASSERT_EQ(list.code(), "no error") << list.body;
    const auto read = get("action=get&id=" + list.id() + "&folder=" + folder_).object();
    EXPECT_EQ(json::flag(*read, "mark_as_distributionlist"), true);
    EXPECT_EQ(json::integer(*read, "number_of_distribution_list"), 2);
    const auto rows = put("action=list&columns=592", R"([{"id":")" + list.id() + R"(","folder":")" + folder_ + "\"}]");
    EXPECT_NE(rows.data().find(R"("mail":"doe@example.com","mail_field":1)"), std::string::npos) << rows.data();
    EXPECT_NE(rows.data().find(R"("display_name":"F","mail":"f@example.com","mail_field":0)"), std::string::npos);
}

TEST_F(ApiTest, PicturesComeByFormAndGoByUrl) {
    const auto made =
        post("contacts", "action=new",
             R"({"folder_id":")" + folder_ + R"(","last_name":"Doe","email1":"d@example.com"})", test::png(9, 9));
    ASSERT_EQ(made.code(), "no error") << made.body;
    const auto place = "id=" + made.id() + "&folder=" + folder_;
    const auto read = get("action=get&" + place).object();
    EXPECT_EQ(json::text(*read, "image1_content_type"), "image/png");
    const auto url = json::text(*read, "image1_url").value_or("");
    EXPECT_TRUE(url.starts_with("/ajax/image/contact/picture?folder=" + folder_ + "&id=" + made.id())) << url;
    const auto picture = send("GET", "image/contact/picture", place, "");
    EXPECT_EQ(picture.status, 200);
    EXPECT_EQ(picture.body, test::png(9, 9));
    EXPECT_EQ(picture.header("Content-Type"), "image/png");
    EXPECT_EQ(send("GET", "image/contact/picture", place, "", {{"If-None-Match", picture.header("ETag")}}).status, 304);
    EXPECT_EQ(send("GET", "contacts/picture", "action=get&email=d@example.com", "").body, picture.body);
    EXPECT_EQ(send("GET", "contacts/picture", "action=get&email=x@example.com", "").status, 404);
    EXPECT_EQ(send("GET", "image/contact/picture", place, "", {}, "bert").status, 404);
    EXPECT_EQ(send("GET", "image/contact/picture", "", "").code(), "SVL-0002");
    EXPECT_EQ(post("contacts", "action=update&timestamp=" + made.timestamp() + "&" + place, "{}", "<svg/>").code(),
              "SVL-0010");
    EXPECT_EQ(put("action=update&timestamp=" + made.timestamp() + "&" + place, R"({"image1":null})").code(),
              "no error");
    EXPECT_EQ(send("GET", "image/contact/picture", place, "").status, 404);
}

TEST_F(ApiTest, FilesComeInAndGoOut) {
    const std::string cards =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:A\r\nN:A;;;;\r\nX-ODD:1\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nbroken\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:b\r\nFN:B\r\nEND:VCARD\r\n";
    const auto imported = post("import", "action=VCARD&folder=" + folder_, "", cards);
    const auto items = imported.rows();
    ASSERT_EQ(items->size(), 3U) << imported.body;
    EXPECT_TRUE(items->getObject(0)->has("id"));
    EXPECT_TRUE(items->getObject(1)->has("error"));
    EXPECT_TRUE(items->getObject(2)->has("last_modified"));
    const auto exported = send("GET", "export", "action=VCARD&folder=" + folder_, "");
    EXPECT_NE(exported.body.find("UID:a\r\nFN:A\r\nN:A;;;;\r\nX-ODD:1\r\n"), std::string::npos) << exported.body;
    EXPECT_NE(exported.body.find("UID:b"), std::string::npos);

    const auto table =
        post("import", "action=OUTLOOK_CSV&folder=" + folder_, "",
             "\"First Name\",\"Last Name\",\"E-mail Address\",\"Birthday\"\r\n"
             "\"Eva\",\"M\xFCller\",\"eva@example.com\",\"2/28/1980\"\r\n\"x\",\"\",\"\",\"13/13/1980\"\r\n");
    ASSERT_EQ(table.rows()->size(), 2U) << table.body;
    EXPECT_TRUE(table.rows()->getObject(0)->has("id")) << table.body;
    EXPECT_TRUE(table.rows()->getObject(1)->has("error")) << table.body;
    const auto csv = send("GET", "export", "action=CSV&columns=501,502,511&folder=" + folder_, "");
    EXPECT_EQ(csv.body.find("first_name,last_name,birthday\r\n"), 0U);
    EXPECT_NE(csv.body.find("Eva,M\xC3\xBCller,1980-02-28\r\n"), std::string::npos) << csv.body;
    // What goes out comes in again.
    const auto other = sharedFolder("Other", {});
    const auto all = send("GET", "export", "action=CSV&folder=" + folder_, "");
    EXPECT_EQ(post("import", "action=CSV&folder=" + std::to_string(other.value), "", all.body).rows()->size(), 3U);
    EXPECT_EQ(send("GET", "export", "action=CSV&folder=" + std::to_string(other.value), "").body, all.body);
    EXPECT_EQ(post("import", "action=VCARD&folder=" + folder_, "", "nothing").code(), "SVL-0010");
    EXPECT_EQ(post("import", "action=CSV&folder=" + folder_, "", "what,is,this\r\n1,2,3\r\n").code(), "SVL-0010");
}

TEST_F(ApiTest, DuplicatesAreMergedAndAddressesCollected) {
    const auto a = create(R"("last_name":"Doe","email1":"doe@example.com")");
    const auto b = create(R"("last_name":"Doe","email1":"DOE@example.com","note":"n")");
    const auto found = get("action=duplicates&folder=" + folder_);
    EXPECT_EQ(found.data(), R"([{"ids":[")" + a.id() + R"(",")" + b.id() + R"("],"reasons":["mail"]}])");
    const auto merged = put("action=merge&id=" + a.id() + "&folder=" + folder_ + "&timestamp=" + found.timestamp(),
                            R"({"id":")" + b.id() + R"(","folder":")" + folder_ + "\"}");
    EXPECT_EQ(merged.code(), "no error") << merged.body;
    EXPECT_EQ(get("action=all&columns=518&folder=" + folder_).data(), R"([["n"]])");
    EXPECT_EQ(
        put("action=collect", R"([{"mail":"new@example.com","display_name":"N"},{"mail":"doe@example.com"}])").data(),
        R"({"added":1,"used":1})");
    EXPECT_EQ(put("action=collect", R"([{"mail":"no address"}])").code(), "SVL-0010");
}

}  // namespace
}  // namespace groupware::contacts::api
