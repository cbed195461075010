"""What made-up controllers do with personal data: twenty kinds of activity, each in order with the law as it stands.

A register made from these has no fault until one is planted: consent is asked of nobody who cannot refuse, special
categories have their condition, periods have a start. All companies in it are private bodies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """One kind of activity; terms are CURIEs set apart by spaces."""

    slug: str
    #: In English, Norwegian (bokmål) and Swedish.
    titles: tuple[str, str, str]
    purposes: str
    subjects: str
    data: str
    basis: str
    #: A period and the event that it counts from, or the event alone until which data are kept.
    kept: tuple[tuple[str, str], ...]
    #: Kinds of recipients that it may have.
    recipients: str
    interest: str = ""
    condition: str = ""
    necessity: str = "dpv:Required"
    source: str = "dpv:DataSubjectDataSource"
    cookies: bool = False

    @property
    def employment(self) -> bool:
        """Whether it is about people who work or want to work for the controller."""
        return any(one in self.subjects for one in ("Employee", "JobApplicant"))


KINDS: Final = (
    Kind(
        "newsletter",
        ("Newsletter", "Nyhetsbrev", "Nyhetsbrev"),
        purposes="ropa:NewsletterDistribution",
        subjects="dpv:Subscriber",
        data="pd:EmailAddress pd:Name",
        basis="eu-gdpr:A6-1-a",
        kept=(("", "ropa:Unsubscribed"), ("", "ropa:ConsentWithdrawn")),
        necessity="dpv:Optional",
        recipients="mailer host",
    ),
    Kind(
        "orders",
        ("Orders", "Bestillinger", "Beställningar"),
        purposes="dpv:CustomerOrderManagement dpv:DeliveryOfGoods",
        subjects="dpv:Customer",
        data="pd:EmailAddress pd:Name pd:TelephoneNumber ropa:DeliveryAddress",
        basis="eu-gdpr:A6-1-b",
        kept=(("P2Y", "ropa:CustomerRelationEnded"), ("P1Y", "ropa:ContractEnded")),
        recipients="courier host support",
    ),
    Kind(
        "payments",
        ("Payments", "Betaling", "Betalningar"),
        purposes="dpv:PaymentManagement",
        subjects="dpv:Customer",
        data="pd:Name pd:PaymentCard ropa:PaymentInformation",
        basis="eu-gdpr:A6-1-b",
        kept=(("P90D", "ropa:ContractEnded"), ("P1Y", "ropa:CaseClosed")),
        recipients="bank host",
    ),
    Kind(
        "bookkeeping",
        ("Bookkeeping", "Bokføring", "Bokföring"),
        purposes="dpv:LegalCompliance",
        subjects="dpv:Customer",
        data="pd:Name pd:Transactional ropa:BillingAddress",
        basis="eu-gdpr:A6-1-c",
        kept=(("P5Y", "ropa:DataCollected"), ("P7Y", "ropa:DataCollected")),
        recipients="accountant host tax-office",
    ),
    Kind(
        "enquiries",
        ("Enquiries", "Henvendelser", "Förfrågningar"),
        purposes="ropa:EnquiryHandling",
        subjects="ropa:Enquirer",
        data="pd:EmailAddress pd:EmailContent pd:Name ropa:CaseNote",
        basis="eu-gdpr:A6-1-f",
        interest="ropa:CustomerInformation",
        kept=(("P1Y", "ropa:CaseClosed"), ("P6M", "ropa:MessageReceived")),
        necessity="dpv:Optional",
        recipients="support host",
    ),
    Kind(
        "web-statistics",
        ("Web statistics", "Nettstatistikk", "Webbstatistik"),
        purposes="dpv:ServiceUsageAnalytics",
        subjects="dpv:Visitor",
        data="pd:BrowsingBehaviour pd:IPAddress pd:UserAgent",
        basis="eu-gdpr:A6-1-a ropa:EPrivacyConsent",
        kept=(("P1Y", "ropa:DataCollected"), ("", "ropa:ConsentWithdrawn")),
        necessity="dpv:Optional",
        recipients="analytics host",
        cookies=True,
    ),
    Kind(
        "payroll",
        ("Payroll", "Lønn", "Lön"),
        purposes="dpv:PersonnelPayment",
        subjects="dpv:Employee",
        data="pd:FinancialAccount pd:Name pd:Salary pd:TradeUnionMembership ropa:TaxRate",
        basis="eu-gdpr:A6-1-c",
        condition="eu-gdpr:A9-2-b",
        kept=(("P5Y", "ropa:EmploymentEnded"),),
        recipients="payroll host tax-office bank",
    ),
    Kind(
        "personnel",
        ("Personnel administration", "Personaladministrasjon", "Personaladministration"),
        purposes="dpv:PersonnelManagement",
        subjects="dpv:Employee",
        data="pd:Job pd:Name ropa:EmployeeMasterData",
        basis="eu-gdpr:A6-1-b",
        kept=(("P3Y", "ropa:EmploymentEnded"), ("", "ropa:EmploymentEnded")),
        recipients="payroll host",
    ),
    Kind(
        "working-time",
        ("Working time", "Arbeidstid", "Arbetstid"),
        purposes="dpv:HumanResourceManagement",
        subjects="dpv:Employee",
        data="pd:Name ropa:WorkingTimeRecord",
        basis="eu-gdpr:A6-1-c",
        kept=(("P2Y", "ropa:DataCollected"),),
        recipients="payroll planner host",
    ),
    Kind(
        "recruitment",
        ("Recruitment", "Rekruttering", "Rekrytering"),
        purposes="dpv:RecruitmentManagement",
        subjects="dpv:JobApplicant",
        data="pd:Education pd:EmailAddress pd:Name ropa:JobApplicationDocument",
        basis="eu-gdpr:A6-1-b",
        kept=(("P6M", "ropa:RecruitmentEnded"),),
        recipients="recruiter host",
    ),
    Kind(
        "courses",
        ("Courses", "Kurs", "Kurser"),
        purposes="ropa:CourseAdministration",
        subjects="ropa:CourseParticipant",
        data="pd:EmailAddress pd:Name",
        basis="eu-gdpr:A6-1-b",
        kept=(("P1Y", "ropa:EventHeld"),),
        recipients="venue host",
    ),
    Kind(
        "catering",
        ("Food at courses", "Mat på kurs", "Mat på kurser"),
        purposes="ropa:EventCatering",
        subjects="ropa:CourseParticipant",
        data="pd:Name ropa:FoodAllergy",
        basis="eu-gdpr:A6-1-a",
        condition="eu-gdpr:A9-2-a",
        kept=(("P14D", "ropa:EventHeld"), ("", "ropa:EventHeld")),
        necessity="dpv:Optional",
        recipients="caterer venue",
    ),
    Kind(
        "survey",
        ("Surveys", "Undersøkelser", "Enkäter"),
        purposes="ropa:FeedbackSurvey",
        subjects="ropa:SurveyRespondent",
        data="pd:EmailAddress pd:Preference",
        basis="eu-gdpr:A6-1-a",
        kept=(("P1Y", "ropa:DataProvided"), ("", "ropa:ConsentWithdrawn")),
        necessity="dpv:Optional",
        recipients="survey host",
    ),
    Kind(
        "access-control",
        ("Access control", "Adgangskontroll", "Passerkontroll"),
        purposes="dpv:EnforceAccessControl",
        subjects="dpv:Employee",
        data="pd:Name ropa:PhysicalAccessLog",
        basis="eu-gdpr:A6-1-f",
        interest="ropa:BusinessInterest",
        kept=(("P90D", "ropa:DataCollected"),),
        recipients="guard host",
    ),
    Kind(
        "accounts",
        ("Customer accounts", "Kundekontoer", "Kundkonton"),
        purposes="dpv:CustomerManagement",
        subjects="dpv:Customer",
        data="pd:EmailAddress pd:Name pd:Password",
        basis="eu-gdpr:A6-1-b",
        kept=(("", "ropa:SubscriptionEnded"), ("P3M", "ropa:SubscriptionEnded")),
        recipients="host support",
    ),
    Kind(
        "offers",
        ("Offers to customers", "Tilbud til kunder", "Erbjudanden till kunder"),
        purposes="ropa:MakeOffers",
        subjects="dpv:Customer",
        data="pd:EmailAddress pd:Name pd:Purchase",
        basis="eu-gdpr:A6-1-f",
        interest="ropa:MarketingOwnProducts",
        kept=(("P2Y", "ropa:CustomerRelationEnded"),),
        necessity="dpv:Optional",
        recipients="mailer host",
    ),
    Kind(
        "web-logs",
        ("Logs of the website", "Logger fra nettstedet", "Loggar från webbplatsen"),
        purposes="ropa:WebsiteOperation",
        subjects="dpv:Visitor",
        data="pd:IPAddress pd:UserAgent",
        basis="eu-gdpr:A6-1-f",
        interest="ropa:WebsiteFunctioning",
        kept=(("P30D", "ropa:DataCollected"),),
        recipients="host",
    ),
    Kind(
        "rights-requests",
        ("Requests about rights", "Krav om rettigheter", "Begäran om rättigheter"),
        purposes="ropa:RightsRequestHandling",
        subjects="dpv:Customer",
        data="pd:EmailAddress pd:Name ropa:CaseNote",
        basis="eu-gdpr:A6-1-c",
        kept=(("P3Y", "ropa:CaseClosed"),),
        recipients="support lawyer",
    ),
    Kind(
        "suppliers",
        ("Contacts at suppliers", "Kontakter hos leverandører", "Kontakter hos leverantörer"),
        purposes="dpv:VendorManagement",
        subjects="ropa:CustomerContactPerson",
        data="pd:EmailAddress pd:Job pd:Name pd:TelephoneNumber",
        basis="eu-gdpr:A6-1-f",
        interest="ropa:BusinessInterest",
        kept=(("P1Y", "ropa:ContractEnded"),),
        source="dpv:ThirdPartyDataSource",
        recipients="accountant host lawyer",
    ),
    Kind(
        "telephone",
        ("Telephone calls", "Telefonsamtaler", "Telefonsamtal"),
        purposes="ropa:TelephoneSystemOperation",
        subjects="ropa:Caller",
        data="pd:TelephoneNumber ropa:CallDuration ropa:CallTime",
        basis="eu-gdpr:A6-1-f",
        interest="ropa:ServiceImprovement",
        kept=(("P30D", "ropa:CallEnded"),),
        recipients="support host",
    ),
)
